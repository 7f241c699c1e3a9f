using System.Globalization;
using Domicile.Server.Docs;
using Microsoft.OpenApi;

namespace Domicile.Server.Transfers;

/// <summary>
/// The header <c>Prefer: wait=N</c> of RFC 7240: how long a caller likes to wait for the end of a transfer. Preferences
/// that are not known, or cannot be read, are ignored, as the RFC demands.
/// </summary>
internal sealed class PreferWait
{
    public const string Header = "Prefer";
    public const string AppliedHeader = "Preference-Applied";

    /// <summary>A request is not kept for longer, whatever the caller likes.</summary>
    public const int SecondsMax = 10;

    private PreferWait(int seconds) => Seconds = seconds;

    /// <summary>0 when the caller does not wait.</summary>
    public int Seconds { get; }

    /// <summary>The header in the API's document.</summary>
    public static ParameterDoc Doc { get; } = new(
        Header,
        ParameterLocation.Header,
        $"wait=N waits up to N seconds, {SecondsMax} at most, for a transfer between shards to come to its end. "
        + $"The header {AppliedHeader} says for how long.",
        "wait=5");

    public static PreferWait Of(HttpRequest request) => new(Read(request.Headers[Header]));

    private static int Read(IEnumerable<string?> values)
    {
        foreach (var preference in values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            var parts = preference.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [var name, var text]
                && name.Equals("wait", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return Math.Min(seconds, SecondsMax);
            }
        }

        return 0;
    }
}
