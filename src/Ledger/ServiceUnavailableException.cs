namespace Domicile.Ledger;

/// <summary>
/// A service that the region works with (queue, objects, keys, passwords) does not answer now, or refuses because it is
/// asked too often: trying the same again later is the right answer. Whether it was done is unknown.
/// </summary>
public class ServiceUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What did not answer, in words that may be logged and shown: no user, no address, no secret.</summary>
    public virtual string Service => "A service of the region";
}
