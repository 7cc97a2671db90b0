"""LinkedIn's profile as the site saves it as PDF; its export of data is `readers.linkedin`."""
