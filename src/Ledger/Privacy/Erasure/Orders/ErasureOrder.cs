using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>An erasure as the register has it: what was asked for, and how far it is.</summary>
/// <param name="RequestId">Made once, when it was asked for.</param>
/// <param name="AskedBy">The subject of the token: the user's own id, or somebody who works for the region.</param>
/// <param name="AskedAt">UTC.</param>
public sealed record ErasureOrder(
    Guid RequestId, UserId User, string AskedBy, string AskedByRole, string Reason, DateTimeOffset AskedAt)
{
    /// <summary>What becomes of money that is left: <see cref="BalanceChoice"/>.</summary>
    public required string Balance { get; init; }

    /// <summary>The second person, or the user itself by its one-time code; null while one is needed.</summary>
    public string? ConsentedBy { get; init; }

    public string? ConsentedByRole { get; init; }

    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>Why the books cannot let the user go; null unless it was refused.</summary>
    public string? Refusal { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>Since when nothing is under way and nothing is to be paid out any more.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Its number in the erasure register; null before the point of no return.</summary>
    public long? Number { get; init; }

    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>When the user's key was destroyed.</summary>
    public DateTimeOffset? UnusableSince { get; init; }

    /// <summary>Tells the destroyed key from others, in hex; null when the user had none.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>The generation of the wrapping key that had wrapped it.</summary>
    public int? KeyGeneration { get; init; }

    /// <summary>JSON with its signature; null until the data is gone.</summary>
    public string? Certificate { get; init; }

    public DateTimeOffset? CertifiedAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What is done, the first first.</summary>
    public IReadOnlyList<DoneStep> Steps { get; init; } = [];

    /// <summary>Who is told, and who has said that it was.</summary>
    public IReadOnlyList<Told> Told { get; init; } = [];

    public ErasureState State => this switch
    {
        { RefusedAt: not null } => ErasureState.Refused,
        { ConsentedAt: null } => ErasureState.WaitingForConsent,
        { Number: null } => ErasureState.Preparing,
        { CertifiedAt: null } => ErasureState.Erasing,
        { DoneAt: null } => ErasureState.Certified,
        _ => ErasureState.Done,
    };

    /// <summary>True when the step is done, at this place or, without one, anywhere.</summary>
    public bool Has(string step, string? place = null) =>
        Steps.Any(done => done.Step == step && (place is null || done.Place == place));
}
