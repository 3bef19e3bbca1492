from tests.rights import Right

PAGE = "/sitzungen/{meeting_id:uuid}/anlagen"
FILE = f"{PAGE}/{{file_id:uuid}}"

TASK_FILES = "/aufgaben/{task_id:uuid}/anlagen"
TASK_FILE = f"{TASK_FILES}/{{task_file_id:uuid}}"

RIGHTS = [
    Right(method="GET", path=PAGE, capability="meeting_read"),
    Right(method="POST", path=PAGE, member=403, right="paul"),
    Right(method="GET", path=f"{FILE}/datei", capability="meeting_read"),
    Right(method="GET", path=FILE, member=403, right="paul"),
    Right(method="POST", path=FILE, member=403, right="paul"),
    Right(method="POST", path=f"{FILE}/entfernen", member=403, right="paul"),
    Right(method="POST", path=f"{FILE}/zurueckholen", member=403, right="paul"),
    Right(method="GET", path=TASK_FILES, capability="task_read"),
    Right(method="POST", path=TASK_FILES, capability="task_report"),
    Right(method="GET", path=f"{TASK_FILE}/datei", capability="task_read"),
    Right(method="POST", path=f"{TASK_FILE}/entfernen", capability="task_report"),
    Right(method="POST", path=f"{TASK_FILE}/zurueckholen", capability="task_report"),
]
