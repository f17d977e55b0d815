"""What the pages of sessions and eyesight say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import Label, Lang

if TYPE_CHECKING:
    from casefiles.domain.eyesight import Rate

GATHERINGS = Label("集体活动", "Sessions")
TABS = (("sessions", Label("集体活动", "Sessions")), ("eyes", Label("视力筛查", "Eyesight")))
VIEWS = Label("查看", "View")
CAME = Label("到场", "Came")
SIGN_IN = Label("签到表", "Sign-in sheet")
REFER = Label("转诊名单", "Referral list")
SCREENED = Label("已查 / 应查", "Screened / enrolled")
POOR = Label("视力不良率", "Poor vision")
MYOPIA = Label("筛查性近视率", "Screening myopia")
ORTHO_K = Label("戴塑形镜（另计）", "Ortho-K (apart)")
RATE = Label("{share}（{n}/{valid}）", "{share} ({n}/{valid})")
NO_RATE = Label("—", "—")
NEW_SESSION = Label("新建活动", "New session")
NEW_ROUND = Label("新建筛查", "New screening")
OPEN_LIST = Label("打开名单", "Open the list")
ON = Label("日期", "Date")
KIND = Label("类型", "Kind")
TOPIC = Label("主题、地点", "Topic, place")
LEADER = Label("主讲", "Led by")
COUNT = Label("到场人数", "Came")
PLACE = Label("学校、班级", "School, class")
DRIFT = Label("与上次比", "Against the last")
TO_REFER = Label("待就诊", "To be seen")
POINTS = Label("{points} 个百分点", "{points} points")
SAME = Label("同一批学生 {points}（{n} 人）", "same pupils {points} ({n})")
SAME_LINE = Label("同一批学生", "The same pupils")
FIRST = Label("首次", "first")
PERSONS = Label("参加的孩子", "Children who came")
PERSONS_NOTE = Label("{n} 人次", "{n} person-times", "{n} person-time")
SESSIONS = Label("活动次数", "Sessions")
HOURS_NOTE = Label("共 {n} 小时", "{n} hours", "{n} hour")
NO_SESSION = Label("还没有集体活动", "No session yet")
NO_SESSION_HELP = Label(
    "登记假期照料、课业辅导等活动，并打印签到表。",
    "Enter holiday care, tutoring and the like, and print sign-in sheets.",
)
NO_ROUND = Label("还没有视力筛查", "No screening yet")
NO_ROUND_HELP = Label(
    "按学校或班级新建一次筛查，再在表中录入视力。",
    "Make a screening for a school or class, then enter the marks in its list.",
)
SKILL = Label("专长不符", "Skill not on file")
REFERRALS = Label("待就诊的孩子", "Children to be seen")
REFERRAL_LINE = Label("右 {right}　左 {left}", "right {right}, left {left}")
NO_REFERRAL = Label("没有待就诊的孩子", "Nobody is waiting to be seen")
BY = Label("按", "By")
BYS = (("grade", Label("年级", "Grade")), ("school", Label("学校", "School")))
RATE_OF = Label("比率", "Rate")
RATES = (("poor", Label("视力不良", "Poor vision")), ("myopic", Label("筛查性近视", "Screening myopia")))
RATES_CHART = Label("检出率", "Rates")
COVERAGE = Label("{name}（已查 {screened}/{enrolled}）", "{name} (screened {screened}/{enrolled})")
UNKNOWN = Label("未填写", "not given")
N_ROUNDS = Label("共 {n} 次", "{n} screenings", "{n} screening")
N_SESSIONS = Label("共 {n} 次", "{n} sessions", "{n} session")


def rate_text(rate: Rate, lang: Lang) -> str:
    """`43.2% (19/44)`: never a share without its base."""
    if rate.share is None:
        return NO_RATE(lang)
    return RATE(lang, share=f"{100 * rate.share:.1f}%", n=rate.n, valid=rate.valid)


def points_text(points: float | None, lang: Lang) -> str:
    """`+1.5 points`; a dash when it is not known."""
    return NO_RATE(lang) if points is None else POINTS(lang, points=f"{points:+.1f}")
