using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Domicile.Costs.Prices;

/// <summary>A file of prices in the form of <c>aws-prices.json</c>.</summary>
/// <param name="Prices">In the order of the file.</param>
public sealed record PriceFile(IReadOnlyList<Price> Prices)
{
    private const string Resource = "aws-prices.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The day at which the file was made.</summary>
    public DateOnly? AsOf { get; init; }

    public IReadOnlyList<StandIn> StandIns { get; init; } = [];

    /// <summary>What was found in the file and not taken, a sentence each.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The prices that come with the program.</summary>
    public static PriceFile BuiltIn { get; } = ReadBuiltIn();

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="JsonException">It is not of this form; says where.</exception>
    public static PriceFile Parse(string text) => JsonSerializer.Deserialize<PriceFile>(text, Options)
        ?? throw new JsonException("The file holds null.");

    private static PriceFile ReadBuiltIn()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }
}
