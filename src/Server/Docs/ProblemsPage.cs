using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Domicile.Server.Problems;

namespace Domicile.Server.Docs;

/// <summary>
/// Explains every problem type, from the catalogue itself. The same for as long as the process lives.
/// </summary>
internal static class ProblemsPage
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Domicile: problems</title>
        <link rel="icon" href="data:,">
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
          color: #1f2933; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin: 2.2rem 0 .2rem; }
        a { color: #0b5cad; } code { font: .92em ui-monospace, monospace; background: #f0f3f6; padding: .1em .35em; }
        .status { display: inline-block; min-width: 2.4rem; margin-right: .5rem; padding: .05rem .4rem;
          border-radius: .3rem; color: #fff; background: #52606d; text-align: center; }
        .status.retry { background: #a35200; }
        table { border-collapse: collapse; width: 100%; }
        td { padding: .25rem .5rem; border-bottom: 1px solid #e4e7eb; }
        section:target { background: #fff8e6; box-shadow: 0 0 0 .6rem #fff8e6; }
        </style>
        </head>
        <body>
        <h1>What can go wrong, and what to do</h1>
        <p>Every refusal of this API is a problem as RFC 9457 describes it: <code>application/problem+json</code> with
        <code>type</code> (an address on this page), <code>title</code>, <code>status</code>, <code>detail</code> (what
        was wrong this time), <code>instance</code> (the same id stands in the server's log) and, when a field is at
        fault, <code>parameter</code>. An answer with <code>Retry-After</code> (orange) invites you to send the same
        request, with the same key, again: it has one effect at most. <a href="/docs">All calls of the API</a></p>

        """;

    public static string Html { get; } = Write();

    private static string Write()
    {
        var page = new StringBuilder(Head);
        page.AppendLine("<table>");
        foreach (var type in ProblemCatalogue.All)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<tr><td>{Status(type)}</td>")
                .AppendLine(CultureInfo.InvariantCulture, $"<td><a href=\"#{type.Name}\">{type.Name}</a></td>")
                .AppendLine(CultureInfo.InvariantCulture, $"<td>{Encode(type.Title)}</td></tr>");
        }

        page.AppendLine("</table>");
        foreach (var type in ProblemCatalogue.All)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<section id=\"{type.Name}\">")
                .AppendLine(CultureInfo.InvariantCulture, $"<h2>{Status(type)}{Encode(type.Title)}</h2>")
                .AppendLine(CultureInfo.InvariantCulture, $"<p><code>{type.Address}</code></p>")
                .AppendLine(CultureInfo.InvariantCulture, $"<p>{Encode(type.Advice)}</p>")
                .AppendLine("</section>");
        }

        return page.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    private static string Status(ProblemType type) => string.Create(
        CultureInfo.InvariantCulture,
        $"<span class=\"status{(type.MayBeRepeated ? " retry" : "")}\">{type.Status}</span>");

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
