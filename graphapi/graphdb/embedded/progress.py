"""Shows how a fetch gets on: a bar on a terminal, a plain line every few seconds elsewhere."""

import threading
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

_SECONDS_BETWEEN_LINES = 5.0


class FetchProgress:
    """Counts bytes and files from many threads; a context manager. With `show` false it prints nothing."""

    def __init__(self, title: str, *, total_bytes: int, total_files: int, show: bool = True) -> None:
        self._title = title
        self._total_bytes = total_bytes
        self._total_files = total_files
        self._bytes = 0
        self._files = 0
        self._show = show
        self._guard = threading.Lock()
        self._next_line = time.monotonic() + _SECONDS_BETWEEN_LINES
        self._console = Console(stderr=True)
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if self._show and self._console.is_terminal:
            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                DownloadColumn(),
                TextColumn("{task.fields[files]}"),
                TimeRemainingColumn(),
                console=self._console,
            )
            self._task = self._bar.add_task(self._title, total=self._total_bytes, files=self._file_count())
            self._bar.start()
        elif self._show:
            self.say(f"{self._title}: {_megabytes(self._total_bytes)} MB in {self._total_files} files.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        elif self._show and error is None:
            self.say(self._line())

    def say(self, message: str) -> None:
        """One plain line, above the bar where there is one."""
        if self._show:
            self._console.print(message, markup=False, highlight=False, soft_wrap=True)

    def advance(self, count: int) -> None:
        """`count` more bytes; negative when a broken download is thrown away."""
        with self._guard:
            self._bytes += count
            self._update()

    def file_done(self) -> None:
        """One more file is complete and verified."""
        with self._guard:
            self._files += 1
            self._update()

    def _update(self) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=self._bytes, files=self._file_count())
        elif self._show and time.monotonic() >= self._next_line:
            self._next_line = time.monotonic() + _SECONDS_BETWEEN_LINES
            self.say(self._line())

    def _line(self) -> str:
        return (
            f"{self._title}: {_megabytes(self._bytes)} of {_megabytes(self._total_bytes)} MB, "
            f"{self._file_count()}."
        )

    def _file_count(self) -> str:
        return f"{self._files} of {self._total_files} files"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f}"
