using System.Text.Json.Serialization;
using Domicile.Local.Folders;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Local.Institutions;

/// <summary>An institution that a region of the world sends its documents to.</summary>
/// <param name="Region">Whose documents it gets.</param>
/// <param name="Topology">What the topology file says of it.</param>
/// <param name="Port">Of the sandbox that stands for it on 127.0.0.1; null when it is somebody else's server.</param>
public sealed record WorldInstitution(string Region, InstitutionTopology Topology, int? Port)
{
    // As in the names of servers' files: neither a region's nor an institution's name has this.
    private const char Mark = '+';

    private const string Suffix = "/institution";

    /// <summary>Its name in the world, such as <c>eu/sandbox/institution</c>.</summary>
    [JsonIgnore]
    public string Name => NameOf(Stem);

    /// <summary>What its files are called, such as <c>eu+sandbox</c>.</summary>
    [JsonIgnore]
    public string Stem => $"{Region}{Mark}{Topology.Name}";

    [JsonIgnore]
    public Uri Url => Topology.Url ?? new Uri($"http://127.0.0.1:{Port}");

    /// <summary>True for the files of a sandbox, false for those of a server.</summary>
    internal static bool IsStem(string stem) => stem.Contains(Mark);

    /// <summary>The name of the sandbox whose files are called so.</summary>
    internal static string NameOf(string stem) => stem.Replace(Mark, '/') + Suffix;

    /// <summary>The sandbox's key that documents' keys are wrapped for.</summary>
    internal SigningKeyFile Key(WorldFolder folder) => KeyFile(folder, "key.pem", "private key");

    /// <summary>The sandbox's key that receipts are signed with.</summary>
    internal SigningKeyFile ReceiptKey(WorldFolder folder) => KeyFile(folder, "receipt.pem", "receipt key");

    private SigningKeyFile KeyFile(WorldFolder folder, string file, string purpose) =>
        new(Path.Combine(folder.InstitutionFolder(Stem), file), $"{purpose} of {Name}");
}
