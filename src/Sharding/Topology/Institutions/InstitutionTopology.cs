namespace Domicile.Sharding.Topology.Institutions;

/// <summary>An auditing institution that a region sends its documents to, as the topology file describes it.</summary>
/// <param name="Name">Its name within the region, such as <c>sandbox</c>.</param>
public sealed record InstitutionTopology(string Name)
{
    /// <summary>What <see cref="EveryDocuments"/> is when the file says nothing.</summary>
    public const int EveryDocumentsDefault = 100;

    /// <summary>What <see cref="EveryMinutes"/> is when the file says nothing.</summary>
    public const int EveryMinutesDefault = 1;

    /// <summary>What <see cref="Tries"/> is when the file says nothing: about two minutes.</summary>
    public const int TriesDefault = 8;

    /// <summary>Where it takes packages; null in a local world, which runs a sandbox in its stead.</summary>
    public Uri? Url { get; init; }

    /// <summary>
    /// PEM of the public key (P-256) that the keys of documents are wrapped for; null where <see cref="Url"/> is.
    /// </summary>
    public string? PublicKey { get; init; }

    /// <summary>PEM of the public key (P-256) of its receipts' signatures; null where <see cref="Url"/> is.</summary>
    public string? ReceiptKey { get; init; }

    /// <summary>The details that a document shows. The same for all institutions of a region.</summary>
    public IReadOnlyList<ProfileDetail> Profile { get; init; } = [];

    /// <summary>A package is cut when so many documents wait, 1 or more.</summary>
    public int EveryDocuments { get; init; } = EveryDocumentsDefault;

    /// <summary>A package is cut when a document has waited for so long, 1 or more.</summary>
    public int EveryMinutes { get; init; } = EveryMinutesDefault;

    /// <summary>How often a package is sent before it waits for an operator, 1 or more.</summary>
    public int Tries { get; init; } = TriesDefault;
}
