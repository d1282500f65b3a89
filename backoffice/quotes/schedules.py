"""The schedule card of a stored quote."""

from datetime import date

from backoffice.forms import money
from backoffice.lending.due_dates import due_dates
from backoffice.lending.money import ZERO
from backoffice.lending.schedule import build
from backoffice.quotes.models import StoredQuote
from backoffice.quotes.repository import read_terms
from backoffice.quotes.schemas import ScheduleAnswer, ScheduleRow, ScheduleTotals
from backoffice.wording import wording

# Due days after the 28th do not exist in every month; contracts avoid them.
LATEST_DUE_DAY = 28
SAY = wording("quotes/wording/schedule.yml").say


def first_shown_due(quoted_on: date) -> date:
    """The first due date of an illustration: a month after the quote, on a day all months have."""
    index = quoted_on.year * 12 + quoted_on.month
    return date(index // 12, index % 12 + 1, min(quoted_on.day, LATEST_DUE_DAY))


def schedule_answer(stored: StoredQuote) -> ScheduleAnswer:
    """The instalments of a stored quote, dated as if it were paid out on its day."""
    schedule = build(read_terms(stored.terms))
    dates = due_dates(first_shown_due(stored.business_date), len(schedule.rows))
    rows = [
        ScheduleRow(
            period=row.period,
            due_date=due.isoformat(),
            payment=money(row.payment),
            principal=money(row.principal),
            interest=money(row.interest),
            balance=money(row.balance),
        )
        for row, due in zip(schedule.rows, dates, strict=True)
    ]
    payments = sum((row.payment for row in schedule.rows), ZERO)
    quote = stored.answer["quote"]
    totals = ScheduleTotals(
        payment=money(payments),
        principal=money(schedule.terms.principal),
        interest=money(schedule.total_interest),
        fees=quote["total_fees"],
        balloon=money(schedule.balloon),
        balloon_due=rows[-1].due_date if schedule.balloon else None,
        total_paid=quote["total_paid"],
    )
    note = SAY("illustration_with_balloon" if schedule.balloon else "illustration")
    return ScheduleAnswer(quote_id=stored.quote_id, rows=rows, totals=totals, note=note)
