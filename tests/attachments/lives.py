"""One upload in a process of its own, which may die in it. Prints the answer's status.

Arguments: who is signed in (the cookie's value), the meeting, the form's id, the file.
"""

import asyncio
import re
import sys
from pathlib import Path

import httpx

from app.core import db
from app.main import create_app

BASE = "http://127.0.0.1:8000"  # crash points are refused under https


async def upload(cookie: str, meeting_id: str, form_id: str, file: Path) -> int:
    await db.start_pool(2)
    transport = httpx.ASGITransport(app=create_app(with_worker=False, with_pool=False))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        client.cookies.set("sid", cookie)
        path = f"/sitzungen/{meeting_id}/anlagen"
        found = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', (await client.get(path)).text)
        assert found
        fields = {
            "_csrf_token": found[1],
            "id": form_id,
            "spot": "meeting",
            "visibility": "internal",
        }
        sent = {"files": (file.name, file.read_bytes(), "application/pdf")}
        answer = await client.post(path, data=fields, files=sent)
    await db.close_pool()
    return answer.status_code


if __name__ == "__main__":
    sys.stdout.write(f"{asyncio.run(upload(*sys.argv[1:4], Path(sys.argv[4])))}\n")
