using System.CommandLine;
using System.Globalization;

namespace Domicile.Cli;

/// <summary>Options that take a whole number, and say so when they get something else.</summary>
internal static class NumberOption
{
    /// <summary>An option whose value is null when it is left out.</summary>
    /// <param name="min">The least value taken.</param>
    /// <param name="max">The greatest value taken.</param>
    public static Option<int?> Create(string name, int min, int max) => new(name)
    {
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= min && number <= max)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {min} to {max}, not {result.Tokens[0].Value}.");
            return null;
        },
    };
}
