"""One tree of errors: what happened, where, and what to try."""


class JixiaoError(Exception):
    """Something this package cannot do, with the place and what to try."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint

    def __str__(self) -> str:
        place = self.where and f"  at: {self.where}"
        remedy = self.hint and f"  try: {self.hint}"
        return "\n".join(part for part in (self.message, place, remedy) if part)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders in a batch; the default would lose place and remedy.
        return _rebuild, (type(self), self.message, self.where, self.hint)


class SourceError(JixiaoError):
    """A source or the manifest cannot be used: missing, empty, of a kind we do not read."""


class ReadError(JixiaoError):
    """A source is there but cannot be read: damaged, encrypted, not what its name says."""


class RecogniseError(JixiaoError):
    """A document was read, but nothing in it is a form or table this package knows."""


class RuleError(JixiaoError):
    """A rule file has a fault."""


class RunError(JixiaoError):
    """A report could not be made."""


def _rebuild(kind: type[JixiaoError], message: str, where: str, hint: str) -> JixiaoError:
    return kind(message, where=where, hint=hint)
