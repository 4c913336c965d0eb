"""The sections of the annual report as parts, for documents of other kinds."""

from django.utils.translation import gettext_lazy as _

from fardplan.reports.annual import benefits, effects, indicators, money, opening, people, spread, words, work

from .registry import add

add("annual.summary", _("The period in figures"), opening.summary)
add("annual.background", _("Vision, shifts and what guides us"), opening.background)
add("annual.assignment", _("Assignment, governing documents and decisions"), opening.assignment)
add("annual.goals", _("Goals with ambitions of the year"), opening.goals)
add("annual.financing", _("Who finances"), money.financing)
add("annual.activities", _("Activities of the period"), work.activities)
add("annual.portfolio", _("Development portfolio"), work.portfolio)
add("annual.spread", _("Spread of working methods"), spread.spread)
add("annual.organisation", _("Posts and assignments"), people.organisation)
add("annual.budget", _("Budget and outturn"), money.budget)
add("annual.indicators", _("Indicators with their charts"), indicators.indicators)
add("annual.effects", _("Effects that were meant and found"), effects.effects)
add("annual.benefits", _("Benefits by party"), benefits.benefits)
add("annual.trends", _("Trends and lessons"), words.trends)
add("annual.development", _("Development areas"), words.development)
add("annual.closing", _("What has helped"), words.closing)
add("annual.outlook", _("Messages for the coming year"), words.outlook)
add("annual.structure", _("Forums and who sits where"), people.structure)
