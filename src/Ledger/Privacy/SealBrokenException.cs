namespace Domicile.Ledger.Privacy;

/// <summary>A sealed value does not open: a row or a key was changed behind the ledger's back. Names nobody.</summary>
public sealed class SealBrokenException(Exception? inner = null) : Exception(
    "A sealed value does not open with its user's key: it was changed, copied from another user or column, or the key "
    + "is gone. Compare the rows with a backup, and the region's wrapping key with the one they were sealed under.",
    inner);
