using System.Reflection;
using Domicile.Ledger.Privacy.Access;
using Domicile.Ledger.Privacy.Export.Forms;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Server.Docs;
using Domicile.Server.Hosting;
using Domicile.Server.Problems;
using Domicile.Server.Requests;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Domicile.Server.Privacy.Export;

/// <summary>By which right an export is asked for, and in which form.</summary>
internal sealed record ExportChoice(PrivacyRequestKind Kind, bool IsZip, ProblemAnswer? Problem)
    : IInput, IEndpointParameterMetadataProvider
{
    private const string Name = "right";

    public AccessRight Right =>
        Kind == PrivacyRequestKind.Portability ? AccessRight.Portability : AccessRight.Access;

    /// <summary>Called by the framework.</summary>
    public static ValueTask<ExportChoice> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var isZip = http.Request.GetTypedHeaders().Accept.Any(accepted =>
            accepted.MediaType.Equals(CsvZipForm.MediaType, StringComparison.OrdinalIgnoreCase)
            && accepted.Quality is not 0);
        var kind = http.Request.Query.TryGetValue(Name, out var text)
            ? RequestWords.Kind(text.ToString())
            : PrivacyRequestKind.Access;
        return ValueTask.FromResult(kind is PrivacyRequestKind.Access or PrivacyRequestKind.Portability
            ? new ExportChoice(kind.Value, isZip, null)
            : new ExportChoice(default, isZip, new(
                HttpProblems.FieldInvalid,
                $"'{Name}' is access or portability; '{Shown.Text(text.ToString())}' is not.",
                Name)));
    }

    /// <summary>Called by the framework, for the API's document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ParameterDoc(
            Name, ParameterLocation.Query,
            "By which right: access (GDPR, Article 15) or portability (Article 20); access unless given.", "access"));
        builder.Metadata.Add(new ParameterDoc(
            HeaderNames.Accept, ParameterLocation.Header,
            $"{CsvZipForm.MediaType} for a zip of CSV files; JSON lines else.", CsvZipForm.MediaType));
        builder.Metadata.Add(new Refuses([HttpProblems.FieldInvalid]));
    }
}
