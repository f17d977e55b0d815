"""After the file is made: the archive copy (PDF/A-2b) and the copy behind a passphrase (AES-256)."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import pikepdf

from casefiles.edges.paper.fonts import FOLDER

PROFILE = FOLDER / "sRGB.icc"


def archive(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b (ISO 19005-2): metadata as XMP, an sRGB output intent, a clean re-save."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        info = {
            key: str(file.docinfo.get(f"/{key}", "")) for key in ("Title", "Author", "Subject", "Keywords")
        }
        tool = str(file.docinfo.get("/Producer", ""))
        made = _iso(str(file.docinfo.get("/CreationDate", "")))
        for key in ("/Trapped", "/Author", "/Subject", "/Keywords"):
            if key in file.docinfo and (key == "/Trapped" or not str(file.docinfo[key])):
                del file.docinfo[key]
        xmp = pikepdf.Stream(file, _xmp(info, tool, made).encode("utf-8"))
        xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        file.Root.Metadata = file.make_indirect(xmp)
        profile = pikepdf.Stream(file, PROFILE.read_bytes())
        profile.N = 3
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String("sRGB IEC61966-2.1"),
            Info=pikepdf.String("sRGB IEC61966-2.1"),
            DestOutputProfile=file.make_indirect(profile),
        )
        file.Root.OutputIntents = pikepdf.Array([file.make_indirect(intent)])
        out = io.BytesIO()
        file.save(out, fix_metadata_version=False, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def encrypt(pdf: bytes, password: str) -> bytes:
    """The same pages, readable only with `password` (AES-256, revision 6; any Unicode, at most 127 UTF-8
    bytes).

    ValueError if the password is empty or too long. Losing it loses the copy; the database still has the
    data.
    """
    if not password or len(password.encode("utf-8")) > 127:
        raise ValueError("the password must have 1 to 127 bytes in UTF-8")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        out = io.BytesIO()
        rules = pikepdf.Permissions(extract=False, modify_other=False, modify_annotation=False)
        file.save(
            out, encryption=pikepdf.Encryption(user=password, owner=password, R=6, aes=True, allow=rules)
        )
    return out.getvalue()


def _iso(stamp: str) -> str:
    """`D:20261031142200+08'00'` as XMP writes it."""
    digits = stamp.removeprefix("D:")
    zone = digits[14:].replace("'", "")
    zone = f"{zone[:3]}:{zone[3:5]}" if len(zone) >= 5 and zone[0] in "+-" else "Z"
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{zone}"


def _xmp(info: dict[str, str], tool: str, made: str) -> str:
    def text(value: str) -> str:
        return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt>'

    author = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(info['Author'])}</rdf:li></rdf:Seq></dc:creator>"
        if info["Author"]
        else ""
    )
    subject = f"<dc:description>{text(info['Subject'])}</dc:description>" if info["Subject"] else ""
    keywords = f"<pdf:Keywords>{escape(info['Keywords'])}</pdf:Keywords>" if info["Keywords"] else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>"
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{text(info['Title'])}</dc:title>{author}{subject}</rdf:Description>"
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        f"<xmp:CreatorTool>{escape(tool)}</xmp:CreatorTool><xmp:CreateDate>{made}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{made}</xmp:ModifyDate></rdf:Description>"
        '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">'
        f"<pdf:Producer>{escape(tool)}</pdf:Producer>{keywords}</rdf:Description>"
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
