"""How much each kind of word weighs. In: a theatre. Out: `Rules`, the pack's `[settings.control]` over these
defaults.

A weight is the chance that a statement of its kind, alone and fresh, is right, where each of three answers
(one side, the other, contested) would be as likely without it: a third says nothing, 1 is certain. The order
is that of conflict monitors, who keep what is assessed apart from what is claimed and take a partisan source
at its word only against its own interest: ACLED, "Codebook" and "FAQs: ACLED Fatality and Sourcing
Methodology"; ISW and AEI's Critical Threats Project, map legends "assessed" and "claimed"; Wikipedia,
"Template:Syrian Civil War detailed map", rules for editors.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from rapidfuzz.process import extractOne

from theatres.pack import Theatre


@dataclass(frozen=True, slots=True)
class Rules:
    """Weights (a third to 1), windows (days) and distances (kilometres) of the reading of a front."""

    own: float = 0.5
    """A side of its own gain: it announces more than it takes."""
    independent: float = 0.8
    """The reporter, an agency, an outsider."""
    admission: float = 0.9
    """A side against its own interest."""
    implied: float = 0.45
    """An event that only implies who holds: a withdrawal, an attack on those who are there."""
    lost: float = 0.6
    """That a place was lost, its new holder not named: he who held it before may, or they fight on."""
    repelled: float = 0.6
    """Who threw back an assault on a place was still there when the day ended."""
    whole: float = 0.7
    """A word on a larger place the place is a part of."""
    start_reported: float = 0.85
    start_published: float = 0.85
    start_inferred: float = 0.75
    """What the pack says of the first day, by its basis."""
    trust: float = 1.0
    """The share of their odds that words keep together: 1 where they prove what their weights say."""
    guess_trust: float = 1.0
    """The share of what is left that a guess from the places around keeps."""
    highest: float = 0.95
    """Nothing said by the press is surer: it errs on who holds a place about once in twenty statements."""
    half_life_days: float = 90.0
    """After so long half of what a word says of a place two sides have claimed, or near one, is gone."""
    quiet_half_life_days: float = 365.0
    """The same for a place farther than `near_km` from such a place, and within `reach_km`."""
    rear_half_life_days: float = 1500.0
    """The same farther away: behind the lines places change hands with the war's outcome, not before."""
    answer_days: int = 7
    """A rival's answer to a claim comes within days; later it is a new move."""
    consent_days: int = 14
    """Two weeks of silence from the other side are taken as consent."""
    hindsight_days: int = 60
    """How far back a place taken is given to those it was taken from, where nobody said since when."""
    near_km: float = 15.0
    """A stretch of front this close to a place someone spoke of is supported by it."""
    overrule_km: float = 5.0
    """A place nobody spoke of says nothing of the front this close to one someone gave to the other side."""
    reach_km: float = 80.0
    """Ground farther than this from every held place is nobody's: desert without places is unknown."""
    old_days: int = 60
    """A stretch on which nothing was said for longer is drawn as old."""

    def fade(self, away_km: float) -> float:
        """The half-life of words on a place so far from the nearest disputed one, in days."""
        if away_km <= self.near_km:
            return self.half_life_days
        return self.quiet_half_life_days if away_km <= self.reach_km else self.rear_half_life_days


class RulesError(ValueError):
    """A pack whose `[settings.control]` holds a word the rules do not know."""


def read_rules(theatre: Theatre) -> Rules:
    """The rules of a theatre; raises RulesError on an unknown name or a value that is no number."""
    given: dict[str, Any] = theatre.settings.get("control", {})
    known = [f.name for f in fields(Rules)]
    for name, value in given.items():
        if name not in known:
            near = extractOne(name, known)
            raise RulesError(f'settings.control: "{name}" is no rule; nearest: {near[0] if near else "-"}.')
        if not isinstance(value, int | float):
            raise RulesError(f'settings.control: "{name}" is {value!r}; expected a number.')
    return Rules(**given)
