"""`python -m tests.specimens FOLDER`: all specimens as files, for trying by hand."""

import sys
from datetime import date
from pathlib import Path

from PIL import Image

from tests.specimens import camera, cards, people, proofs, purchase, records

SHEN, GU, ZHOU = people.SHEN, people.GU, people.ZHOU


def good() -> dict[str, Image.Image]:
    """One good paper of each kind."""
    return {
        "id_card_front": cards.id_front(SHEN),
        "id_card_back": cards.id_back(SHEN),
        "driving_licence": cards.driving_licence(SHEN),
        "bank_card": cards.bank_card("6200000000000000067"),
        "income_proof": proofs.income_proof(SHEN),
        "bank_statement": proofs.bank_statement(SHEN),
        "tax_record": records.tax_record(SHEN),
        "social_insurance_record": records.social_insurance_record(SHEN),
        "housing_fund_record": records.housing_fund_record(SHEN),
        "residence_proof": records.residence_letter(SHEN),
        "business_licence": proofs.business_licence(ZHOU),
        "tax_certificate": proofs.tax_certificate(ZHOU),
        **proofs.company_papers("样本货运(测试)有限公司"),
        "marriage_certificate": proofs.marriage_certificate(SHEN, GU),
        "vehicle_invoice": purchase.vehicle_invoice(SHEN, vin=purchase.VIN),
        "insurance_policy": purchase.insurance_policy(SHEN, vin=purchase.VIN),
        "down_payment_receipt": purchase.down_payment_receipt(SHEN),
    }


def forged() -> dict[str, Image.Image]:
    """Papers that are not true."""
    return {
        "id_card_front_edited_digit": cards.id_front(SHEN, number="990102199306240023"),
        "id_card_back_expired": cards.id_back(people.expired(SHEN)),
        "id_card_front_other_person": cards.id_front(GU),
        "bank_card_edited_digit": cards.bank_card("6200000000000000068"),
        "bank_statement_edited_balance": proofs.bank_statement(SHEN, break_at=7),
        "bank_statement_four_months": proofs.bank_statement(SHEN, months=4),
        "tax_record_edited_sum": records.tax_record(SHEN, more_total=3000),
        "social_insurance_record_edited_line": records.social_insurance_record(SHEN, wrong_at=2),
        "residence_proof_old": records.residence_letter(SHEN, written_on=date(2026, 8, 1)),
        "income_proof_no_seal": proofs.income_proof(SHEN, sealed=False),
        "business_licence_edited_digit": proofs.business_licence(ZHOU, uscc="92999999MA0000052Q"),
        "vehicle_invoice_edited_vin": purchase.vehicle_invoice(SHEN, vin="L0TEST008TJ000111"),
        "insurance_policy_low": purchase.insurance_policy(
            SHEN, vin=purchase.VIN, third_party="500000.00"
        ),
    }


def spoilt(photo: Image.Image) -> dict[str, Image.Image]:
    """The same photograph taken badly."""
    return {
        "blurred": camera.blurred(photo),
        "dark": camera.dark(photo),
        "glare": camera.glaring(photo, (0.6, 0.78), 0.1),
        "cut": camera.cut(photo, right=0.3),
        "small": camera.small(photo),
        "turned_5": camera.turned(photo, 5),
        **{f"turned_{degrees}": camera.turned(photo, degrees) for degrees in (90, 180, 270)},
    }


def write(folder: Path) -> list[Path]:
    """All specimens; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = {name: camera.on_a_table(paper) for name, paper in {**good(), **forged()}.items()}
    for name in good():
        for fault, image in spoilt(photos[name]).items():
            photos[f"{name}_{fault}"] = image
    written = []
    for name, image in photos.items():
        path = folder / f"{name}.jpg"
        path.write_bytes(camera.jpeg(image))
        written.append(path)
    scan = folder / "bank_statement_scan.pdf"
    scan.write_bytes(camera.pdf([good()["bank_statement"]]))
    return [*written, scan]


if __name__ == "__main__":
    for path in write(Path(sys.argv[1] if len(sys.argv) > 1 else "specimens")):
        print(path)
