"""The day on which a run of the tests began: what speaks of today compares with this one."""

import datetime as dt

TODAY = dt.date.today()
