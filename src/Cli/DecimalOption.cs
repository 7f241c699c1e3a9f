using System.CommandLine.Parsing;
using System.Globalization;

namespace Domicile.Cli;

/// <summary>Reads numbers with decimals for options, and says so when it gets something else.</summary>
internal static class DecimalOption
{
    /// <summary>A parser of numbers with a point, for an option that may be left out.</summary>
    /// <param name="name">The option's.</param>
    /// <param name="min">The least value taken.</param>
    /// <param name="max">The greatest value taken.</param>
    public static Func<ArgumentResult, decimal?> Parser(string name, decimal min, decimal max) => result =>
    {
        var text = result.Tokens[0].Value;
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max)
        {
            return number;
        }

        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name} takes a number from {min} to {max}, such as 12.5, not {text}."));
        return null;
    };
}
