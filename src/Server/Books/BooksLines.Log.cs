namespace Domicile.Server.Books;

/// <summary>The lines of <see cref="BooksWatch"/>.</summary>
internal static partial class BooksLines
{
    [LoggerMessage(20, LogLevel.Information, "{Node} is served")]
    public static partial void Found(ILogger log, string node);

    [LoggerMessage(21, LogLevel.Warning, "{Node} is not served: {Problem}")]
    public static partial void Lost(ILogger log, string node, string problem);

    [LoggerMessage(22, LogLevel.Error, "unexpected: {Trace}")]
    public static partial void Unexpected(ILogger log, string trace);
}
