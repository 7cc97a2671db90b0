"""LinkedIn's profile as the site saves it as PDF; its export of data is `readers.linkedin`.

In goes a document, out come its blocks and entries. All such pages look alike, so that places and
sizes on the page decide, where a résumé needs a vote.
"""
