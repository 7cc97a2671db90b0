"""The rules for what is asked to count who applies; data only, never guessed."""

from __future__ import annotations

from agent_service.forms.rule import Rule

EQUALITY = (
    Rule("pronouns", "never_guessed", r"pronoun"),
    Rule("orientation", "never_guessed", r"sexual orientation|lgbt"),
    Rule("religion", "never_guessed", r"religio"),
    Rule("nationality", "never_guessed", r"na[ct]ional(ity|ite|idad)|citizenship|staatsangehor"),
    Rule(
        "gender",
        "never_guessed",
        r"\bgender|\bsexe?\b|geschlecht|transgender|^genre$|\bsexo\b|^genero$",
    ),
    Rule("hispanic", "never_guessed", r"hispanic|latin[oax]"),
    Rule(
        "age_group",
        "never_guessed",
        r"\bage (group|range|band|bracket)|altersgruppe|tranche d age|(grupo|rango) de edad",
    ),
    Rule("race", "never_guessed", r"\brace\b|ethnic"),
    Rule("veteran", "never_guessed", r"veteran|military status"),
    Rule("disability", "never_guessed", r"disab|handicap|behinder|discapacidad|\brqth\b"),
)
