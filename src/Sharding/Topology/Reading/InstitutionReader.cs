using System.Security.Cryptography;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Sharding.Topology.Reading;

/// <summary>Builds a region's institutions from the JSON of a topology file. Lives for one region.</summary>
internal sealed class InstitutionReader(MistakeList mistakes, string region)
{
    /// <summary>A package is made in memory, with all its documents.</summary>
    private const int DocumentsMax = 1_000;

    private const int MinutesMax = 7 * 24 * 60;
    private const int TriesMax = 10_000;

    private const string P256 = "1.2.840.10045.3.1.7";

    private static readonly string[] Details = ["name", "email", "birthDate"];

    private readonly Dictionary<string, PlacedJson> known = new(StringComparer.Ordinal);
    private IReadOnlyList<ProfileDetail>? firstProfile;

    public IReadOnlyList<InstitutionTopology> Read(PlacedJson? value) =>
        [.. (mistakes.Items(value, "institutions") ?? []).Select(Institution)];

    private InstitutionTopology Institution(PlacedJson value)
    {
        var fields = mistakes.Fields(value, FieldSet.Institution);
        var name = mistakes.Text(fields.GetValueOrDefault("name"), TopologyReader.IsSiteName, TopologyReader.NameForm(
            "an institution's name", "tax-office"));
        if (name is not null && !known.TryAdd(name, fields["name"]))
        {
            mistakes.Add(
                fields["name"],
                $"region \"{region}\" has an institution \"{name}\" in line {known[name].Line} already. "
                + "Rename one of them.");
        }

        Together(fields, value);
        return new InstitutionTopology(name ?? "")
        {
            Url = Address(fields.GetValueOrDefault("url")),
            PublicKey = Key(fields.GetValueOrDefault("publicKey")),
            ReceiptKey = Key(fields.GetValueOrDefault("receiptKey")),
            Profile = Profile(fields.GetValueOrDefault("profile"), value),
            EveryDocuments = Number(fields, "everyDocuments", DocumentsMax)
                ?? InstitutionTopology.EveryDocumentsDefault,
            EveryMinutes = Number(fields, "everyMinutes", MinutesMax) ?? InstitutionTopology.EveryMinutesDefault,
            Tries = Number(fields, "tries", TriesMax) ?? InstitutionTopology.TriesDefault,
        };
    }

    // Without an address the local world runs a sandbox, which makes its keys by itself.
    private void Together(Dictionary<string, PlacedJson> fields, PlacedJson value)
    {
        string[] all = ["url", "publicKey", "receiptKey"];
        var missing = all.Where(name => !fields.ContainsKey(name)).ToList();
        if (missing.Count is > 0 and < 3)
        {
            mistakes.Add(
                value,
                $"\"url\", \"publicKey\" and \"receiptKey\" stand together; {string.Join(" and ", missing)} "
                + $"{(missing.Count == 1 ? "is" : "are")} missing. Give all three, or none for a sandbox in the "
                + "local world.");
        }
    }

    private Uri? Address(PlacedJson? value) =>
        mistakes.Text(value, IsAddress, "an address that begins with https://, or with http:// and 127.0.0.1")
            is { } text ? new Uri(text) : null;

    private string? Key(PlacedJson? value) =>
        mistakes.Text(value, IsKey, "the PEM of a public key on the curve P-256: -----BEGIN PUBLIC KEY-----…");

    private int? Number(Dictionary<string, PlacedJson> fields, string name, int last) =>
        (int?)mistakes.Integer(fields.GetValueOrDefault(name), 1, last);

    /// <summary>A document is drawn once for all institutions: what one must not see, none can get.</summary>
    private IReadOnlyList<ProfileDetail> Profile(PlacedJson? value, PlacedJson institution)
    {
        var details = new List<ProfileDetail>();
        foreach (var item in mistakes.Items(value, "details") ?? [])
        {
            var text = mistakes.Text(
                item, text => Details.Contains(text), "a detail: \"name\", \"email\" or \"birthDate\"");
            if (text is not null && details.Contains(Detail(text)))
            {
                mistakes.Add(item, $"\"{text}\" stands in this profile already. Keep one.");
            }
            else if (text is not null)
            {
                details.Add(Detail(text));
            }
        }

        details.Sort();
        if (firstProfile is not null && !firstProfile.SequenceEqual(details))
        {
            mistakes.Add(
                value ?? institution,
                $"the institutions of region \"{region}\" have different profiles. Give all of them the same one: a "
                + "document is drawn once, for all institutions of its region.");
        }

        firstProfile ??= details;
        return details;
    }

    private static ProfileDetail Detail(string text) => (ProfileDetail)Array.IndexOf(Details, text);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.Host == "127.0.0.1"))
        && url.Query.Length == 0
        && url.Fragment.Length == 0
        && url.UserInfo.Length == 0;

    private static bool IsKey(string text)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(text);
            return text.Contains("PUBLIC KEY", StringComparison.Ordinal)
                && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
