"""One mail to one invited person, with the calendar object for their calendar."""
