"""The back office's HTTP application: `uvicorn backoffice.app:app`."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI

from backoffice.access import require_service_token
from backoffice.applications.endpoints import router as applications
from backoffice.applications.following import router as following
from backoffice.applications.reviewing import router as reviewing
from backoffice.callbacks.endpoints import router as callbacks
from backoffice.care.endpoints import router as care
from backoffice.catalogue.endpoints import router as catalogue
from backoffice.changes.card_papers import router as change_papers
from backoffice.changes.endpoints import router as changes
from backoffice.changes.ordering import router as change_orders
from backoffice.clock.endpoints import router as clock
from backoffice.consents.endpoints import router as consents
from backoffice.customers.endpoints import router as customers
from backoffice.dealers.endpoints import router as dealers
from backoffice.documents.endpoints import router as documents
from backoffice.estimates.endpoints import router as estimates
from backoffice.health import router as health
from backoffice.invalidation import Listener
from backoffice.leads.endpoints import dealer_system
from backoffice.leads.endpoints import router as leads
from backoffice.loans.endpoints import router as loans
from backoffice.office import Office
from backoffice.parties.endpoints import router as parties
from backoffice.parties.link_endpoints import router as links
from backoffice.plans.endpoints import router as plans
from backoffice.problem_schemas import ProblemDocument, refuses
from backoffice.providers.endpoints import router as providers
from backoffice.quotes.endpoints import router as quotes
from backoffice.recommendations.endpoints import router as recommendations
from backoffice.records.endpoints import router as records
from backoffice.reminders.endpoints import router as reminders
from backoffice.servicing.endpoints import router as servicing
from backoffice.signing.endpoints import router as signing
from backoffice.visits.endpoints import router as visits
from foundation import problems
from foundation.log import configure
from foundation.settings import Settings, settings

ROOMS: tuple[APIRouter, ...] = (
    catalogue,
    clock,
    customers,
    dealers,
    quotes,
    recommendations,
    estimates,
    plans,
    callbacks,
    following,
    reviewing,
    applications,
    parties,
    links,
    consents,
    records,
    visits,
    leads,
    documents,
    loans,
    care,
    servicing,
    change_orders,
    changes,
    change_papers,
    reminders,
    signing,
    providers,
)


@asynccontextmanager
async def _running(app: FastAPI) -> AsyncIterator[None]:
    office: Office = app.state.office
    configure("backoffice", office.settings.log_level)
    listener = Listener(office.database.url, office.forget)
    listener.start()
    # Durable work is launched and ended by calls that must not run inside the event loop.
    await to_thread(office.work.start)
    yield
    await to_thread(office.work.stop)
    listener.stop()
    office.database.close()


class BackOfficeApp(FastAPI):
    """Adds the problem document to the OpenAPI schemas, to which refusals refer."""

    def openapi(self) -> dict[str, object]:
        """The OpenAPI document."""
        document = super().openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("ProblemDocument", ProblemDocument.model_json_schema())
        return document


def create_app(chosen: Settings | None = None) -> FastAPI:
    """The application over the database that the settings name."""
    used = chosen or settings()
    app = BackOfficeApp(
        title="Chedai back office",
        version="1.0.0",
        lifespan=_running,
    )
    app.state.office = Office.open(used)
    problems.install(app)
    app.include_router(health)
    # Proves itself by its signature.
    app.include_router(dealer_system)
    for router in ROOMS:
        app.include_router(
            router, dependencies=[Depends(require_service_token)], responses=refuses(400, 401)
        )
    return app


app = create_app()
