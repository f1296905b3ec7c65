"""Room: one `RawPage` → one `Reading` or `Quarantined`. Pure; `read_page` is the door."""
