"""Files are known by their content, decoded under limits, and refused when they carry more."""

import struct
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageFile, ImageStat

from backoffice.documents import intake
from backoffice.documents.intake import pages_of
from backoffice.documents.sealing import PapersKeyInvalid, SealBroken, Sealer
from backoffice.refusals import Refusal
from foundation.settings import SANDBOX_PAPERS_KEY
from tests.specimens import camera, cards, people

CARD = cards.id_front(people.SHEN)


def _file(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _refused(*contents: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        pages_of(contents)
    return refusal.value.response_code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_become_jpegs_of_our_own(kind: str) -> None:
    (page,) = pages_of([_file(CARD, kind)])
    assert page.jpeg.startswith(b"\xff\xd8")
    assert (page.width, page.height) == CARD.size


def test_a_telephones_photograph_becomes_a_jpeg() -> None:
    """HEIC as iPhones write it: in tiles, upright by its own notes."""
    notes = Image.Exif()
    notes[0x0112] = 6
    (page,) = pages_of([_file(CARD, "HEIF", tile_size=512, exif=notes.tobytes(), quality=90)])
    assert page.jpeg.startswith(b"\xff\xd8")
    clean = Image.open(BytesIO(page.jpeg)).rotate(90, expand=True)
    assert clean.size == CARD.size
    assert max(ImageStat.Stat(ImageChops.difference(clean, CARD)).mean) < 4


def test_of_several_pictures_in_a_telephones_file_the_first_is_taken() -> None:
    small = Image.new("RGB", (640, 480))
    (page,) = pages_of([_file(CARD, "HEIF", save_all=True, append_images=[small])])
    assert (page.width, page.height) == CARD.size


def _claiming(width: int, height: int, new: tuple[int, int]) -> bytes:
    """A HEIC whose head says another size than its picture has."""
    file = _file(Image.new("RGB", (width, height)), "HEIF")
    said = b"ispe" + struct.pack(">III", 0, width, height)
    assert said in file
    return file.replace(said, b"ispe" + struct.pack(">III", 0, *new))


def test_what_hides_behind_a_picture_is_not_kept() -> None:
    notes = Image.Exif()
    notes[0x010E] = "where it was taken"
    (page,) = pages_of([_file(CARD, "JPEG", exif=notes) + b"<script>hidden</script>"])
    assert b"hidden" not in page.jpeg and b"taken" not in page.jpeg


def test_a_picture_is_upright_by_its_own_notes() -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    (page,) = pages_of([_file(CARD, "JPEG", exif=notes)])
    assert (page.width, page.height) == CARD.size[::-1]


def test_large_pictures_are_made_smaller() -> None:
    (page,) = pages_of([_file(Image.new("RGB", (6000, 3000)), "JPEG")])
    assert (page.width, page.height) == (2400, 1200)


def _bomb(side: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "PAPER_DAMAGED"),
        (b"GIF89a" + b"\0" * 100, "PAPER_FORMAT"),
        (b"MZ\x90\0 this is a program", "PAPER_FORMAT"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "PAPER_FORMAT"),
        (_file(CARD, "JPEG")[:3000], "PAPER_DAMAGED"),
        (_bomb(9000), "PAPER_TOO_LARGE"),
        (_bomb(40000), "PAPER_TOO_LARGE"),
        (_file(CARD, "HEIF")[:3000], "PAPER_DAMAGED"),
        (_claiming(640, 480, (9000, 9000)), "PAPER_TOO_LARGE"),
        (_claiming(640, 480, (64, 64)), "PAPER_DAMAGED"),
        (b"%PDF-1.7 nothing", "PAPER_DAMAGED"),
        (b"\xff\xd8" + b"\0" * (intake.MOST_BYTES + 1), "PAPER_TOO_LARGE"),
    ],
    ids=[
        "empty",
        "gif",
        "program",
        "svg",
        "cut",
        "bomb",
        "huge bomb",
        "cut heic",
        "heic bomb",
        "heic that lies",
        "no pdf",
        "heavy",
    ],
)
def test_everything_else_is_refused(content: bytes, code: str) -> None:
    assert _refused(content) == code


def test_a_cut_off_file_is_refused_whatever_others_let_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert _refused(_file(CARD, "JPEG")[:3000]) == "PAPER_DAMAGED"


def test_a_pdf_is_rendered_page_by_page() -> None:
    pages = pages_of([camera.pdf([CARD, CARD.rotate(90, expand=True)])])
    assert len(pages) == 2
    assert pages[0].width > pages[0].height
    assert pages[1].width < pages[1].height


def test_too_many_pages() -> None:
    blank = Image.new("RGB", (400, 400))
    assert _refused(camera.pdf([blank] * 21)) == "PAPER_TOO_MANY_PAGES"
    eleven = camera.pdf([blank] * 11)
    assert _refused(eleven, eleven) == "PAPER_TOO_MANY_PAGES"


def _pdf(change: str, *, packed: bool) -> bytes:
    """A PDF with something active in it, its objects packed into streams or not."""
    document = pikepdf.open(BytesIO(camera.pdf([CARD])))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    if change == "open":
        document.Root.OpenAction = document.make_indirect(script)
    elif change == "launch":
        action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
        document.pages[0].Annots = pikepdf.Array([
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link,
                               Rect=[0, 0, 9, 9], A=action)
        ])  # fmt: skip
    elif change == "attachment":
        document.attachments["notes.txt"] = b"something else"
    file = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    document.save(file, object_stream_mode=mode)
    return file.getvalue()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("change", ["open", "launch", "attachment"])
def test_pdfs_with_scripts_and_attachments(change: str, packed: bool) -> None:
    assert _refused(_pdf(change, packed=packed)) == "PAPER_ACTIVE_CONTENT"


def test_a_packed_pdf_without_any_is_taken() -> None:
    assert len(pages_of([_pdf("nothing", packed=True)])) == 1


def test_a_name_written_in_escapes_is_seen() -> None:
    content = _pdf("open", packed=False)
    for name, written in (
        (b"/OpenAction", b"/Open#41ction"),
        (b"/JavaScript", b"/J#61vaScript"),
        (b"/JS", b"/#4AS"),
    ):
        content = content.replace(name, written)
    assert _refused(content) == "PAPER_ACTIVE_CONTENT"


def test_seals_belong_to_their_place() -> None:
    sealer = Sealer(SANDBOX_PAPERS_KEY)
    sealed = sealer.seal(b"a page", "D1/page/1")
    assert b"a page" not in sealed
    assert sealer.open(sealed, "D1/page/1") == b"a page"
    with pytest.raises(SealBroken):
        sealer.open(sealed, "D2/page/1")
    with pytest.raises(SealBroken):
        sealer.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "D1/page/1")
    for key in ("short", "c2hvcnQ=", "!"):
        with pytest.raises(PapersKeyInvalid):
            Sealer(key)
