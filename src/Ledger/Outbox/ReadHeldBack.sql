select ledger.outbox_held_back()
