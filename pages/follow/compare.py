"""Comparer. In: two periods or two factions. Out: both on the same axes."""

from pages.shared.desk import read_desk
from pages.shared.heading import head_page
from pages.shared.words import say

head_page(read_desk(), say("menu.compare"), say("empty.title"))
