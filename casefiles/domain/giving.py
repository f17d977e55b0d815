"""Who gives: donors, their gifts, funds of many small gifts, and grants handed out as one batch.

What reaches a child, a household or a mentor is `aid` (casefiles.domain.visit); a batch groups it.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    AID_KIND,
    AID_STEP,
    DONOR_KIND,
    OCCASION,
)
from casefiles.domain.words import Label


@c.record
class Donor:
    """A person or body that gives. `contact` is the person one speaks to."""

    name: str = c.text("捐助方名称", "Donor", section="donor", required=True, listed=True)
    kind: str = c.choice("捐助方类型", "Kind of donor", DONOR_KIND, section="donor", listed=True)
    contact: str = c.name("联系人", "Contact", section="donor", listed=True)
    phone: str = c.phone("联系电话", "Phone", section="donor", listed=True)
    address: str = c.text("地址", "Address", section="donor")
    public: bool | None = c.yes("同意公开姓名", "May be named in public", section="donor")
    note: str = c.text("备注", "Notes", section="donor", limit=300)


DONOR = c.entity(
    Donor,
    name="donor",
    label=Label("捐助方", "Donor"),
    plural=Label("捐助方", "Donors"),
    prefix="do",
    sections={"donor": Label("捐助方", "Donor")},
)


@c.record
class Fund:
    """Money that many give to and that is handed out bit by bit (one yuan a day)."""

    name: str = c.text("基金名称", "Fund", section="fund", required=True, listed=True)
    purpose: str = c.text("用途", "Purpose", section="fund", listed=True, limit=200)
    start: date | None = c.day("设立日期", "Set up on", section="fund", required=True, listed=True)
    end: date | None = c.day("结束日期", "Closed on", section="fund", listed=True)
    keeper: str = c.name("保管人", "Kept by", section="fund", listed=True)
    note: str = c.text("备注", "Notes", section="fund", limit=300)


FUND = c.entity(
    Fund,
    name="fund",
    label=Label("爱心基金", "Fund"),
    plural=Label("爱心基金", "Funds"),
    prefix="fu",
    sections={"fund": Label("基金", "Fund")},
)


@c.record
class Donation:
    """One gift of a donor: promised, then received; into a fund, or for something."""

    donor: str = c.ref("捐助方", "Donor", "donor", section="donation", required=True)
    fund: str = c.ref("存入基金", "Into the fund", "fund", section="donation")
    on: date | None = c.day("认捐日期", "Promised on", section="donation", required=True, listed=True)
    kind: str = c.choice("捐助类型", "Kind of gift", AID_KIND, section="donation", required=True, listed=True)
    occasion: str = c.choice("时机", "Occasion", OCCASION, section="donation", listed=True)
    what: str = c.text("内容", "What", section="donation", listed=True, limit=200)
    value: int | None = c.money("价值（元）", "Value (yuan)", section="donation", listed=True)
    received_on: date | None = c.day("到位日期", "Received on", section="donation", listed=True)
    receipt: str = c.text("收据号", "Receipt no.", section="donation", listed=True)
    thanked_on: date | None = c.day("致谢日期", "Thanked on", section="donation")
    note: str = c.text("备注", "Notes", section="donation", limit=300)


DONATION = c.entity(
    Donation,
    name="donation",
    label=Label("捐助", "Donation"),
    plural=Label("捐助", "Donations"),
    prefix="dn",
    title="on",
    sections={"donation": Label("捐助", "Donation")},
)


@c.record
class AidBatch:
    """One grant for many recipients, with one signing sheet."""

    name: str = c.text("批次名称", "Batch", section="batch", required=True, listed=True)
    on: date | None = c.day("发放日期", "Date", section="batch", required=True, future=True, listed=True)
    occasion: str = c.choice("时机", "Occasion", OCCASION, section="batch", listed=True)
    kind: str = c.choice("帮扶类型", "Kind of aid", AID_KIND, section="batch", required=True, listed=True)
    what: str = c.text("每人内容", "What each receives", section="batch", listed=True, limit=200)
    value: int | None = c.money("每人价值（元）", "Value for each (yuan)", section="batch", listed=True)
    donor: str = c.ref("捐助方", "Donor", "donor", section="batch")
    fund: str = c.ref("从基金支出", "Out of the fund", "fund", section="batch")
    place: str = c.text("发放地点", "Place", section="batch")
    step: str = c.choice("进度", "Step", AID_STEP, section="batch", listed=True)
    closed_on: date | None = c.day("办结日期", "Closed on", section="batch", listed=True)
    note: str = c.text("备注", "Notes", section="batch", limit=300)


AID_BATCH = c.entity(
    AidBatch,
    name="aid_batch",
    label=Label("发放批次", "Batch of aid"),
    plural=Label("发放批次", "Batches of aid"),
    prefix="ab",
    sections={"batch": Label("批次", "Batch")},
)
