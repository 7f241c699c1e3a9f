using System.CommandLine;

namespace Domicile.Cli.Client;

/// <summary>The option <c>--key</c> of commands that change something.</summary>
internal static class KeyOption
{
    private const int LengthMax = 255;

    /// <param name="promise">What the same key does only once.</param>
    public static Option<string> Create(string promise) => new("--key")
    {
        Description = $"Idempotency key: {promise} [default: a new one each time]",
        HelpName = "KEY",
        Validators =
        {
            result =>
            {
                var key = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (key.Length is 0 or > LengthMax || key.Any(c => c is < ' ' or > '~'))
                {
                    result.AddError($"--key takes 1 to {LengthMax} printable ASCII characters, such as lunch-1.");
                }
            },
        },
    };
}
