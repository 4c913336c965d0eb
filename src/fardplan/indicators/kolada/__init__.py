"""Fetching from Kolada: `client` asks, `sync` keeps. Everything that comes from outside is checked here before it is believed."""
