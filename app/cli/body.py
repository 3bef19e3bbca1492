import click

from app.cli.group import database, main, run_async


@main.command(
    name="operator",
    help="Macht jemanden zum Betrieb einer Körperschaft; beide entstehen, wenn es sie noch nicht "
    "gibt.",
)
@click.argument("email")
@click.argument("given_name", metavar="VORNAME")
@click.argument("family_name", metavar="NACHNAME")
@click.option("--body", "body_name", required=True, metavar="NAME", help="Name der Körperschaft")
def operator(email: str, given_name: str, family_name: str, body_name: str) -> None:
    from app.core import clock
    from app.people.forms.bodies import Appointment
    from app.people.operations import bodies
    from app.people.rules import normal_email
    from app.people.tables import Office

    try:
        address = normal_email(email)
    except ValueError as problem:
        raise click.UsageError(str(problem)) from None
    data = Appointment(
        office=Office.OPERATOR, email=address, given_name=given_name, family_name=family_name
    )
    with database():
        run_async(lambda: bodies.install(body_name, data, now=clock.now()))
    click.echo(
        f"{address} ist im Betrieb von {body_name}. Einen Anmeldelink druckt: "
        f"spurwerk login-link {address}"
    )
