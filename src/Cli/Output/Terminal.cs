using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Domicile.Cli.Output;

/// <summary>Prints for people, in colour where the terminal has it, and for programs, as JSON.</summary>
internal static class Terminal
{
    // Wide enough that no table is folded in a file or a pipe.
    private const int WidthOfFile = 200;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonSerializerOptions JsonLineOptions = new(JsonOptions) { WriteIndented = false };

    public static IAnsiConsole Out { get; } = Open(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>Prints one JSON document over several lines.</summary>
    public static void WriteJson<T>(T value) => Console.Out.WriteLine(ToJson(value));

    /// <summary>One JSON document over several lines, in the form of all commands.</summary>
    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, JsonOptions);

    /// <summary>Prints one JSON document on one line, for a stream of them.</summary>
    public static void WriteJsonLine<T>(T value) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonLineOptions));

    /// <summary>A table in the manner of all commands.</summary>
    public static Table Table(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        return table;
    }

    private static IAnsiConsole Open(TextWriter writer, bool isFile)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isFile ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (isFile)
        {
            console.Profile.Width = WidthOfFile;
        }

        return console;
    }
}
