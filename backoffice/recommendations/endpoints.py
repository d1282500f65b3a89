"""`POST /recommendations`."""

from fastapi import APIRouter

from backoffice.office import CurrentOffice
from backoffice.problem_schemas import refuses
from backoffice.recommendations.schemas import RecommendationAnswer, RecommendationRequest
from backoffice.recommendations.service import recommend

router = APIRouter(tags=["recommendations"])


@router.post("/recommendations", responses=refuses(404, 422))
def give_recommendation(
    request: RecommendationRequest, office: CurrentOffice
) -> RecommendationAnswer:
    """Two or three plans, best first, with reasons and cautions; or what would make it possible."""
    return recommend(office, request)
