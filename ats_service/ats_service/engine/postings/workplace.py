"""Workplace: remote, hybrid or on site, from the text and from what the board states.

A number of days in the office says hybrid whatever else is said. Then the board's own field, if
it says hybrid or remote, since texts boast of flexibility; then what the text says of the job.
Perks "in the office" and visits "on site" say nothing.
"""

from __future__ import annotations

import re

from ats_service.engine.postings.facts import Fact
from ats_service.engine.postings.sections import Line, sentences_in
from ats_service.engine.postings.stated import Stated
from ats_service.engine.postings.tables import holds

_NUMBER = (
    r"(?:\d|one|two|three|four|few|zwei|drei|vier|deux|trois|quatre|un|dos|"
    r"tres|cuatro|ein(?:em|en|er)?)"
)
_WEEKDAY = (
    r"mon(?:days?)?|tue(?:s(?:days?)?)?|wed(?:nesdays?)?|thu(?:rs(?:days?)?)?|fri(?:days?)?|"
    r"montags?|dienstags?|mittwochs?|donnerstags?|freitags?|lundis?|mardis?|mercredis?|jeudis?|"
    r"vendredis?|lunes|martes|miércoles|jueves|viernes"
)
_WHOLE_WEEK = (
    r"mon(?:days?)?\s?(?:to|through|till|until|thru|-|–)\s?fri|lundi au|lunes a viernes|"
    r"montags? (?:bis|-|–) freitag"
)
#: Where one works when not at home.
_THERE = (
    r"(?:office|on[- ]?site|in[- ]person|campus|premises|im büro|vor ort|au bureau|sur site|"
    r"(?:la|en) oficina|wfo)"
)
_DAYS = re.compile(
    rf"{_NUMBER}(?:\s?(?:[-–]|to|or)\s?{_NUMBER})?\+? ?(?:days?|times?)?"
    rf" ?(?:a|per|each|every|/) ?week[^.]{{0,40}}(?:office|on[- ]?site|in[- ]person|home|remote)|"
    rf"(?:office|on[- ]?site|in[- ]person|home|remote)[^.]{{0,60}}{_NUMBER}"
    rf"(?:\s?[-–]\s?{_NUMBER})? ?(?:days?|times?) ?(?:a|per|each|every|/) ?week|"
    rf"{_NUMBER} days? (?:in (?:(?:the|our) (?:[\w ]{{1,24}} )?)?office|(?:from|at) home|remote)|"
    r"\d\d ?% of (?:your|the) (?:working )?(?:week|time)[^.]{0,40}\b(?:home|office|remote\w*)\b|"
    r"(?:office|on[- ]?site|in[- ]person)[^.]{0,60}\bthe rest\b[^.]{0,30}\b(?:home|remote\w*)\b|"
    rf"(?:mobil\w*|home ?office)[^.]{{0,60}}\b{_NUMBER} tag|"
    rf"{_NUMBER} days? (?:on[- ]?site|in[- ]person)\b|"
    rf"{_NUMBER} tagen? ?(?:pro woche |die woche |in der woche |"
    rf")(?:/ ?woche )?(?:\w+ ){{0,3}}(?:im büro|home ?office|"
    r"vor ort|von zu ?hause|mobil|remote)|"
    rf"{_NUMBER} jours? (?:par semaine )?(?:de |en |au |sur )+(?:télétravail|bureau|site|"
    rf"présentiel)|"
    rf"(?:télétravail|bureau|présentiel)[^.]{{0,40}}{_NUMBER} jours?|"
    rf"{_NUMBER} días? (?:[\w ]{{0,16}}(?:de|en|a) )?(?:teletrabajo|remoto|(?:la )?oficina|"
    rf"(?:el )?despacho|casa|"
    rf"presencial)|"
    rf"(?:oficina|teletrabajo|remoto)[^.]{{0,40}}{_NUMBER} días? (?:por|a la) semana|"
    rf"tele\w+[^.]{{0,30}}{_NUMBER} days? (?:per|a|each) (?:pay period|month|fortnight)|"
    rf"{_NUMBER} days? (?:a|per|each) week at [^.]{{0,60}}\brest\b[^.]{{0,20}}(?:wherever|home|"
    rf"remote)|"
    rf"{_NUMBER} days? (?:wfo|wfh)\b|\bwfh (?:up to |for )?{_NUMBER} days?|"
    r"(?<!\d)\d\d ?% (?:office|in-office|on-?site) (?:attendance|presence|time)|"
    rf"\bcampus [^.]{{0,60}}{_NUMBER} days? (?:a|per|each|every) week|"
    rf"(?:tele|heim)arbeit[^.]{{0,60}}\b{_NUMBER} tag|"
    rf"{_NUMBER} (?:[\w]{{1,12}} )?(?:büro|homeoffice|home-office|office|präsenz)-?tage?n? ?"
    r"(?:pro woche|die woche|in der woche|/ ?woche|wöchentlich)|"
    rf"{_THERE} (?:(?:on|every|each|only|am|le|les|los|de) )?(?!{_WHOLE_WEEK})(?:{_WEEKDAY})\b"
    rf"(?!\s?(?:to|through|till|until|thru|-|–)\s?fri)|"
    rf"(?:{_WEEKDAY})[ ,/&]{{1,3}}(?:and |und |et |y )?(?:{_WEEKDAY}) {_THERE}|"
    rf"(?!monday (?:to|through|till|-|–) friday)(?<!monday )(?<!monday to )(?<!monday through )"
    rf"(?<!monday [-–] )(?:{_WEEKDAY})s?\b[^.]{{0,50}}\b"
    r"(?:(?:in|at) (?:the|our) (?:\w+ )?office|from home|remote)|"
    r"\bat home (?:for )?(?:the rest|the other)|"
    r"teletrabajo (?:parcial|ocasional)|télétravail (?:partiel|occasionnel|ponctuel)|"
    r"(?:partially|partly) remote|"
    r"(?:teilweise|anteilig|tageweise|gelegentlich)\w* (?:im )?(?:home ?office|remote|mobil)|"
    r"(?<!\d)\d\d ?% (?:(?:of|im|de|en) )?(?:tele\w+|télé\w+|remote|home ?office|mobil\w*)|"
    r"(?:tele(?:work|arbeit|trabajo)|télétravail|home ?office|remote|mobil\w* arbeit\w*)"
    r"[^.\d]{0,20}\b\d\d ?%",
    re.IGNORECASE,
)
#: A sentence without any of these names no place of work; to look for them is quick.
_PLACES = (
    "office", "site", "person", "home", "remot", "büro", "vor ort", "haus", "mobil", "télétrav",
    "bureau", "présent", "oficina", "despacho", "casa", "teletrab", "presencial", "tele", " rest",
    "wfo", "wfh", "campus", "premises", "präsenz", "heimarbeit",
)  # fmt: skip
_HYBRID = re.compile(r"\bhybride?s?\b(?! cloud| infrastructure| environment)|\bhíbrid", re.I)
_REMOTE = re.compile(
    r"fully[- ]remote|100 ?% remote|\bremote(?:ly)?\b(?!\s?(?:sens|control|desktop|monitor|access|"
    r"team|colleague|support|work policy))|work from (?:home|anywhere)|home ?office\b(?! equip)|"
    r"télétravail|teletrabajo|\bortsunabhängig|\bremot[oa]\b|\bhome[- ]based\b|(?-i:\bWFH\b)",
    re.IGNORECASE,
)
#: All days of the week there: no mixture.
_EACH_DAY = re.compile(
    r"\b(?:5|five|fünf|cinq|cinco)\b (?:days?|tagen?|jours?|días?)(?![^.]*(?:home|remot|tele))",
    re.IGNORECASE,
)
#: Both ways of working in one sentence: "some meetings in person, but work from home".
_MIXED = re.compile(
    r"\b(?:home|remote\w*)\b[^.]{0,80}\b(?:and|or|but|with)\b[^.]{0,60}"
    r"(?:in[- ]person|on[- ]?site|(?:the|our|an?) [\w ]{0,12}office)|"
    r"(?:in[- ]person|on[- ]?site|office)\b[^.]{0,80}\b"
    r"(?:and|or|but|with)\b[^.]{0,60}\b(?:home|remote\w*)\b",
    re.IGNORECASE,
)
#: Home is offered, not set: some of the week, as a rule.
_OPTIONAL = re.compile(
    r"(?:home ?office|mobile\w* arbeit\w*|télétravail|teletrabajo|remote work(?:ing)?|"
    r"working from home)"
    r"[^.]{0,20}\b(?:möglich|possible|posible|optional|nach (?:absprache|vereinbarung|"
    r"einarbeitung))\b|"
    r"\b(?:möglichkeit|option|posibilidad|possibilité)\b[^.]{0,24}\b(?:home ?office|"
    r"mobile\w* arbeit\w*|"
    r"télétravail|teletrabajo|remote|work(?:ing)? (?:remotely|from home))",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"100 ?%|vollständig|komplett|entirely|fully?[- ]remote", re.IGNORECASE)
_NOT_REMOTE = re.compile(
    r"(?:not|cannot|n['’]t) be (?:done|performed|carried out) (?:remote|from home)|"
    r"home ?office (?:ist )?(?:leider )?nicht|"
    r"\b(?:not|no|non)[- ](?:a )?(?:remote|tele)|remote[^.]{0,20} not |(?:pas de|"
    r"sans) télétravail|"
    r"kein\w* (?:home ?office|remote)|(?:sin|no hay) teletrabajo|télétravail (?:im|non )possible",
    re.IGNORECASE,
)
_ONSITE = re.compile(
    r"\bon[- ]?site\b(?! (?:visit|gym|parking|lunch|child|"
    r"interview|support|train|amenit|cafe))|"
    r"in[- ](?:the[- ])?office\b(?! (?:perk|lunch|snack|meal|gym))|\bin[- ]person role|vor ort\b|"
    r"sur site|presencial|\ben présentiel\b|\boffice[- ]based\b|work location:? in[- ]person|"
    r"dans nos locaux|"
    r"work from (?:the |our )?(?:office|plant|factory)|présence sur (?:place|site)|"
    r"monday (?:to|through|[-–]) friday (?:in|at) (?:the|our) office|(?:pas de|sans) télétravail|"
    r"(?:dans|au sein de) nos (?:bureaux|ateliers|locaux)|(?-i:\bWFO\b)|\bin unserem büro\b|"
    r"en nuestras (?:oficinas|instalaciones)|remote (?:work(?:ing)? )?(?:is |are )?not "
    r"(?:available|possible|offered|an option|permitted)|"
    r"sin teletrabajo|"
    rf"kein home ?office|(?:office|oficina|bureau|büro) (?:de |du )?(?:{_WHOLE_WEEK})",
    re.IGNORECASE,
)
#: What a sentence says by which words, and which others turn it; the first that is said counts.
_KINDS = (
    ("hybrid", _HYBRID, None),
    ("hybrid", _MIXED, None),
    ("hybrid", _OPTIONAL, re.compile(f"{_ALWAYS.pattern}|{_NOT_REMOTE.pattern}", re.IGNORECASE)),
    ("remote", _REMOTE, _NOT_REMOTE),
    ("onsite", _ONSITE, None),
)
_SILENT = ("legal", "company")


def workplace_of(lines: list[Line], stated: Stated) -> Fact | None:
    """Return ``remote``, ``hybrid`` or ``onsite`` with the words that say so, or None."""
    said = list(sentences_in(lines, but=_SILENT))
    for sentence in said:
        if holds(sentence, _PLACES) and _DAYS.search(sentence):
            return Fact("onsite" if _EACH_DAY.search(sentence) else "hybrid", sentence)
    if given := _stated(stated):
        return given
    for value, pattern, but in _KINDS:
        for sentence in said:
            if pattern.search(sentence) and not (but and but.search(sentence)):
                return Fact(value, sentence)
    if re.search(r"on[- ]?site|office", stated.workplace, re.IGNORECASE):
        return Fact("onsite", stated.workplace)
    return None


def _stated(stated: Stated) -> Fact | None:
    for words in (stated.workplace, stated.title, stated.location):
        for value, pattern in (("hybrid", _HYBRID), ("remote", _REMOTE)):
            if pattern.search(words):
                return Fact(value, words)
    return None
