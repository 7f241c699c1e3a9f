using System.CommandLine;
using System.Globalization;

namespace Domicile.Cli;

/// <summary>Options that take a time, and say so when they get something else.</summary>
internal static class InstantOption
{
    /// <summary>An option whose value is null when it is left out. A time without an offset is UTC.</summary>
    public static Option<DateTimeOffset?> Create(string name) => new(name)
    {
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (DateTimeOffset.TryParse(
                result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
            {
                return instant.ToUniversalTime();
            }

            result.AddError(
                $"{name} takes a time such as 2026-11-22T14:00Z or a day such as 2026-11-22, "
                + $"not {result.Tokens[0].Value}.");
            return null;
        },
    };
}
