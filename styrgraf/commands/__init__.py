"""One module a sub-command; imported only when the command is run, so that `styrgraf --help` stays quick."""
