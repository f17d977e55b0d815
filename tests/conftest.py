"""What every test shares: Hypothesis without a clock, because a busy machine is not a wrong answer."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
