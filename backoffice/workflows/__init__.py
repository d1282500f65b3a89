"""Work that outlives a request and a process: ordered in the command's own transaction."""
