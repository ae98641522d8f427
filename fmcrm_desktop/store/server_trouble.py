"""What a server that lets nobody in, or nothing be written, says, in a sentence with the way out.

Its errors are known by their code, whatever language it speaks. Whoever is not let in gets no code from the driver:
then the server's words tell, in the languages an office may have set it up in.
"""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from fmcrm_desktop.model.words import N_

NOT_LET_IN = N_("The office's server refuses the user or the password. Ask whoever looks after the server.")
NO_ROOM = N_(
    "The office's server takes no further desk at the moment. Try again in a moment, or ask whoever looks after it."
)
NO_DATABASE = N_("There is no database of this name on the server. Check the address.")
NO_WRITING = N_(
    "The office's server lets nothing be written. Ask whoever looks after the server, then save again."
)
DISK_FULL = N_(
    "The disk of the office's server is full. Ask whoever looks after the server, then save again."
)
HELD = N_("Another desk is holding what this needs. Nothing was lost: try again in a moment.")
AWAY = N_("The office's server does not answer. Check the network and try again.")

# PostgreSQL's manual, appendix A
BY_CODE = {
    "28000": NOT_LET_IN, "28P01": NOT_LET_IN, "3D000": NO_DATABASE, "53300": NO_ROOM, "55000": NO_ROOM,
    "25006": NO_WRITING, "42501": NO_WRITING, "53100": DISK_FULL, "40001": HELD, "40P01": HELD, "55P03": HELD,
    "57P01": AWAY, "57P02": AWAY, "57P03": AWAY, "57P05": AWAY, "08000": AWAY, "08001": AWAY, "08003": AWAY,
    "08004": AWAY, "08006": AWAY,
}  # fmt: skip
BY_WORDS = (
    (("password authentication failed", "no password supplied", "not permitted to log in"), NOT_LET_IN),
    (("认证失败", "不允许角色"), NOT_LET_IN),
    (("too many c", "connection slots", "not currently accepting"), NO_ROOM),
    (("太多的客户", "连接太多", "连接位置", "不接受联接"), NO_ROOM),
)


def sentence(error: DBAPIError) -> str:
    """The marked sentence for an error of a server; empty for one that is a bug of ours."""
    code = getattr(error.orig, "sqlstate", None)
    if code:
        return BY_CODE.get(code, "")
    said = str(error.orig).lower()
    for signs, told in BY_WORDS:
        if any(sign in said for sign in signs):
            return told
    if 'database "' in said and "does not exist" in said or '数据库 "' in said and "不存在" in said:
        return NO_DATABASE
    return AWAY if error.connection_invalidated or "connection" in said else ""
