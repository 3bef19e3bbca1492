"""A winmail.dat as Outlook writes one, put together from MS-OXTNEF; synthetic."""

import struct

PSETID_MEETING = bytes.fromhex("90dad86e0b451b1098da00aa003f1305")


def winmail(uid: str, message_class: str = "IPM.Schedule.Meeting.Resp.Pos") -> bytes:
    parts = [
        attribute(0x9006, 8, struct.pack("<I", 0x10000)),
        attribute(0x9007, 6, struct.pack("<II", 1252, 0)),
        attribute(0x8008, 7, message_class.encode() + b"\0"),
        attribute(0x9003, 6, properties(uid)),
        attribute(0x9003, 6, struct.pack("<I", 0)),
    ]
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(parts)


def attribute(name: int, kind: int, data: bytes) -> bytes:
    head = struct.pack("<BHHI", 1, name, kind, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(uid: str) -> bytes:
    """One property: PidLidGlobalObjectId with a UID of another program in it."""
    wrapped = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\0"
    head = bytes.fromhex("040000008200E00074C5B7101A82E008") + bytes(20)
    value = head + struct.pack("<I", len(wrapped)) + wrapped
    padded = value + bytes(-len(value) % 4)
    named = struct.pack("<HH", 0x0102, 0x8001) + PSETID_MEETING + struct.pack("<II", 0, 0x0003)
    return struct.pack("<I", 1) + named + struct.pack("<II", 1, len(value)) + padded
