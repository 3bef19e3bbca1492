"""The table and what it says about the targets."""

from collections.abc import Iterable, Sequence

from bench.autosave import AutosaveRun
from bench.compare import CONNECTIONS, Comparison
from bench.composition import CompositionRun
from bench.control import ControlRun
from bench.digests import DigestRun
from bench.exports import ExportsRun
from bench.mail import MailRun
from bench.own_tasks import OwnTasksRun
from bench.printing import PrintingRun
from bench.reading import ReadingRun
from bench.replies import RepliesRun
from bench.search import SearchRun
from bench.sending import SendingRun
from bench.viewers import VIEWERS, ViewersRun

STATEMENTS, MEMORY, SLOWDOWN, READING = 6, 150, 1.3, 200
MAIL, WHOLE = 0.7, 0.5  # of the rate of aiosmtplib: delivered; built, stored and delivered
WRITTEN, ANSWERED = 2.0, 0.3  # seconds for a thousand people
COMPOSITION = 5  # milliseconds
REPLIES = 150  # in a second
SEARCH, SEARCH_SLOWDOWN = 50, 1.5  # milliseconds at p95; with ten times the minutes
AUTOSAVE = 0.3  # of a bare handler with one INSERT
VIEWING, SEEN = 0.1, 500  # of a core; milliseconds until the last one sees a change
DIGESTS, DIGEST_GROWTH = 6.0, 20  # milliseconds of each; MB while ten thousand are told
EXPORTING = 300  # milliseconds at p99, of a page while 200 papers are wanted
PAPER, DELAY = 100, 50  # milliseconds: a Niederschrift; the loop while many are made
HEAD = (
    "Seite",
    "Verb.",
    "Anfr./s",
    "p50 ms",
    "p99 ms",
    "SQL",
    "Bytes",
    "bloß/s",
    "Verhältnis",
    "mehr Daten",
)


def page_lines(comparisons: Sequence[Comparison]) -> Iterable[str]:
    yield _line(HEAD)
    for each in comparisons:
        for n, ratio in zip(CONNECTIONS, each.ratios, strict=True):
            app = each.app[n]
            yield _line((
                each.page.name, str(n), f"{app.rate:.0f}", f"{app.percentile(0.5):.1f}",
                f"{app.percentile(0.99):.1f}", str(len(each.cost.statements)),
                str(each.cost.size), f"{each.bare[n].rate:.0f}", f"{ratio:.2f}",
                f"× {each.slowdown:.2f}" if n == 1 else "",
            ))  # fmt: skip


def _line(cells: Sequence[str]) -> str:
    first, *others = cells
    return f"{first:<20}" + "".join(f"{cell:>11}" for cell in others)


def memory_line(memory: Sequence[int]) -> str:
    return "Speicher je Arbeiter: " + ", ".join(f"{size / 2**20:.0f} MB" for size in memory)


def mail_line(run: MailRun) -> str:
    return (
        f"{run.mails} Einladungen zu {run.size} Bytes: erzeugt und gespeichert in {run.built:.1f} s, "
        f"zugestellt in {run.delivered:.1f} s; aiosmtplib allein {run.alone:.1f} s "
        f"({run.mails / run.alone:.0f}/s)"
    )


def sending_lines(run: SendingRun) -> Iterable[str]:
    yield f"{run.people} Einladungen zu einer Reihe: Klick bis Postausgang {run.written:.2f} s"
    yield (
        f"Seite antwortet nach {run.answered * 1000:.0f} ms, andere Seiten solange in höchstens "
        f"{run.looked * 1000:.0f} ms"
    )


def sending_verdicts(run: SendingRun) -> Iterable[str]:
    allowed = WRITTEN * run.people / 1000
    missed = [f"{run.written:.2f} s"] if run.written > allowed else []
    yield _verdict(f"{run.people} Einladungen in höchstens {allowed:.1f} s im Postausgang", missed)
    slowest = max(run.answered, run.looked)
    missed = [f"{slowest * 1000:.0f} ms"] if slowest > ANSWERED else []
    yield _verdict(f"dabei antwortet jede Seite in höchstens {ANSWERED * 1000:.0f} ms", missed)


def replies_line(run: RepliesRun) -> str:
    return (
        f"{run.replies} Antworten zu {run.size} Bytes: vier zugleich {run.rate:.0f}/s, "
        f"eine nach der anderen {run.single:.0f}/s"
    )


def replies_verdict(run: RepliesRun) -> str:
    missed = [f"{run.rate:.0f}"] if run.rate < REPLIES else []
    return _verdict(f"mindestens {REPLIES} Antworten in der Sekunde verarbeiten", missed)


def digests_line(run: DigestRun) -> str:
    return (
        f"{run.people} Zusammenfassungen in {run.seconds:.1f} s im Postausgang "
        f"({run.seconds / run.people * 1000:.1f} ms je Person); Speicher vorher "
        f"{run.before / 2**20:.0f} MB, höchstens {run.most / 2**20:.0f} MB"
    )


def digests_verdicts(run: DigestRun) -> Iterable[str]:
    allowed = DIGESTS * run.people / 1000
    missed = [f"{run.seconds:.1f} s"] if run.seconds > allowed else []
    yield _verdict(f"{run.people} Zusammenfassungen in höchstens {allowed:.0f} s", missed)
    grown = [f"{run.growth / 2**20:.0f} MB"] if run.growth > DIGEST_GROWTH * 2**20 else []
    yield _verdict(f"dabei wächst der Speicher um höchstens {DIGEST_GROWTH} MB", grown)


def search_line(run: SearchRun) -> str:
    return (
        f"Suche in {run.minutes} Protokollen: p50 {run.few.percentile(0.5):.0f} ms, "
        f"p95 {run.few.percentile(0.95):.0f} ms; in {run.many_minutes}: "
        f"p50 {run.many.percentile(0.5):.0f} ms, p95 {run.many.percentile(0.95):.0f} ms"
    )


def search_verdicts(run: SearchRun) -> Iterable[str]:
    slow = run.few.percentile(0.95)
    missed = [f"{slow:.0f} ms"] if slow > SEARCH else []
    yield _verdict(f"suchen in höchstens {SEARCH} ms (p95)", missed)
    missed = [f"× {run.slowdown:.2f}"] if run.slowdown > SEARCH_SLOWDOWN else []
    yield _verdict(f"in zehnmal so vielen Protokollen höchstens × {SEARCH_SLOWDOWN}", missed)


def own_tasks_line(run: OwnTasksRun) -> str:
    return (
        f"Meine Aufgaben unter {run.tasks}: p50 {run.few.percentile(0.5):.1f} ms, "
        f"p95 {run.few.percentile(0.95):.1f} ms; unter {run.many_tasks}: "
        f"p50 {run.many.percentile(0.5):.1f} ms, p95 {run.many.percentile(0.95):.1f} ms"
    )


def own_tasks_verdict(run: OwnTasksRun) -> str:
    missed = [f"× {run.slowdown:.2f}"] if run.slowdown > SLOWDOWN else []
    return _verdict(f"Meine Aufgaben unter einer Million höchstens × {SLOWDOWN}", missed)


def reading_line(run: ReadingRun) -> str:
    return f"Einlesen in einem Prozess: {run.rate:.0f} Texte zu {run.size} Bytes in der Sekunde Rechenzeit"


def reading_verdict(run: ReadingRun) -> str:
    missed = [f"{run.rate:.0f}"] if run.rate < READING else []
    return _verdict(f"mindestens {READING} Texte in der Sekunde einlesen", missed)


def composition_line(run: CompositionRun) -> str:
    return (
        f"Besetzung prüfen, {run.members} Mitglieder und {run.rules} Regeln: "
        f"{run.milliseconds:.1f} ms Rechenzeit"
    )


def composition_verdict(run: CompositionRun) -> str:
    missed = [f"{run.milliseconds:.1f}"] if run.milliseconds > COMPOSITION else []
    return _verdict(f"Besetzung in höchstens {COMPOSITION} ms prüfen", missed)


def printing_line(run: PrintingRun) -> str:
    return (
        f"Niederschrift, {run.pages} Seiten: PDF {run.pdf:.0f} ms, Word {run.word:.0f} ms Rechenzeit; "
        f"{run.at_once} auf einmal in {run.seconds:.0f} s, Seiten warten dabei {run.delay:.0f} ms (p99)"
    )


def printing_verdicts(run: PrintingRun) -> Iterable[str]:
    slow = [f"{run.pdf:.0f}"] if run.pdf > PAPER else []
    yield _verdict(f"eine Niederschrift in höchstens {PAPER} ms setzen", slow)
    late = [f"{run.delay:.0f}"] if run.delay > DELAY else []
    yield _verdict(f"Seiten warten dabei höchstens {DELAY} ms", late)


def autosave_line(run: AutosaveRun) -> str:
    return (
        f"Protokolltext speichern: p50 {run.app.percentile(0.5):.1f} ms, "
        f"p95 {run.app.percentile(0.95):.1f} ms; bloßer Handler mit einem INSERT: "
        f"p50 {run.bare.percentile(0.5):.1f} ms; Verhältnis {run.ratio:.2f}"
    )


def autosave_verdict(run: AutosaveRun) -> str:
    missed = [f"{run.ratio:.2f}"] if run.ratio < AUTOSAVE else []
    return _verdict(f"Text speichern mit mindestens {AUTOSAVE} des bloßen Handlers", missed)


def viewers_line(run: ViewersRun) -> str:
    return (
        f"{VIEWERS} Leute sehen beim Schreiben zu, {run.changes} Änderungen alle vier Sekunden: "
        f"{run.cost * 100:.1f} % eines Kerns; gesehen nach p50 {run.seen.percentile(0.5):.0f} ms, "
        f"zuletzt {run.seen.percentile(1):.0f} ms"
    )


def viewers_verdicts(run: ViewersRun) -> Iterable[str]:
    missed = [f"{run.cost * 100:.1f} %"] if run.cost > VIEWING else []
    yield _verdict(
        f"{VIEWERS} Zuschauende kosten höchstens {VIEWING * 100:.0f} % eines Kerns", missed
    )
    last = run.seen.percentile(1)
    missed = [f"{last:.0f} ms"] if last > SEEN else []
    yield _verdict(f"und sehen eine Änderung nach höchstens {SEEN} ms", missed)


def control_line(run: ControlRun) -> str:
    return (
        f"Beschlusskontrolle über 2.000 Punkte: p50 {run.pages.percentile(0.5):.0f} ms, "
        f"p95 {run.pages.percentile(0.95):.0f} ms, {run.statements} Anweisungen"
    )


def control_verdict(run: ControlRun) -> str:
    missed = [str(run.statements)] if run.statements > STATEMENTS else []
    return _verdict(f"Beschlusskontrolle mit höchstens {STATEMENTS} Anweisungen", missed)


def exports_line(run: ExportsRun) -> str:
    return (
        f"{run.papers} Niederschriften auf einmal vom Server: alle in {run.elapsed:.1f} s; eine "
        f"Seite braucht dabei p50 {run.pages.percentile(0.5):.0f} ms, "
        f"p99 {run.pages.percentile(0.99):.0f} ms"
    )


def exports_verdict(run: ExportsRun) -> str:
    slow = run.pages.percentile(0.99)
    missed = [f"{slow:.0f} ms"] if slow > EXPORTING else []
    return _verdict(f"dabei kommt jede Seite in höchstens {EXPORTING} ms (p99)", missed)


def page_verdicts(comparisons: Sequence[Comparison]) -> Iterable[str]:
    missed = [
        f"{each.page.name} {min(each.ratios):.2f}"
        for each in comparisons
        if min(each.ratios) < each.page.ratio
    ]
    yield _verdict("Verhältnis zum bloßen Handler mindestens 0,25, unverändert 0,5", missed)
    statements = {each.page.name: len(each.cost.statements) for each in comparisons}
    missed = [f"{name} {number}" for name, number in statements.items() if number > STATEMENTS]
    yield _verdict(f"höchstens {STATEMENTS} Anweisungen je Seite", missed)
    slowdowns = {each.page.name: each.slowdown for each in comparisons}
    missed = [f"{name} × {factor:.2f}" for name, factor in slowdowns.items() if factor > SLOWDOWN]
    yield _verdict(
        f"mit zehnmal so vielen Daten und hundertmal so vielen Vorlagen höchstens × {SLOWDOWN}",
        missed,
    )


def memory_verdict(memory: Sequence[int]) -> str:
    missed = [f"{size / 2**20:.0f} MB" for size in memory if size > MEMORY * 2**20]
    return _verdict(f"höchstens {MEMORY} MB je Arbeiter", missed)


def mail_verdicts(run: MailRun) -> Iterable[str]:
    missed = [f"{run.share:.2f}"] if run.share < MAIL else []
    yield _verdict(f"E-Mail zustellen mit mindestens {MAIL} der Rate von aiosmtplib allein", missed)
    missed = [f"{run.whole:.2f}"] if run.whole < WHOLE else []
    yield _verdict(f"erzeugen, speichern und zustellen mit mindestens {WHOLE}", missed)


def _verdict(target: str, missed: Sequence[str]) -> str:
    word = f"verfehlt ({', '.join(missed)})" if missed else "erfüllt"
    return f"{target}: {word}"
