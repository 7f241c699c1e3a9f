using System.Globalization;
using System.Text.Json.Nodes;
using Domicile.Server.Problems;
using Domicile.Server.Tests.Problems;
using Domicile.Server.Tests.Running;
using Microsoft.OpenApi;

namespace Domicile.Server.Tests.Docs;

public sealed class DocumentTests(ServerFixture fixture)
{
    private static readonly string[] Open = ["GET /health/live", "GET /health/ready"];

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_document_is_valid_openapi_3_1_and_lists_every_call()
    {
        var (document, json) = await ReadAsync();
        Assert.StartsWith("3.1", json["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var listed = document.Paths.SelectMany(path =>
            path.Value.Operations!.Keys.Select(method => $"{method.Method.ToUpperInvariant()} {path.Key}"));
        var expected = ApiCalls.All.Select(call => $"{call.Method} {call.Path}").Concat(Open);
        Assert.Equal(expected.Order(), listed.Order());
        Assert.Equal("/", document.Servers!.Single().Url);
        Assert.Equal("bearer", document.Components!.SecuritySchemes!.Single().Value.Scheme);
    }

    [Fact]
    public async Task Every_call_says_what_it_does_takes_answers_and_refuses()
    {
        var (document, _) = await ReadAsync();
        var calls = Operations(document).ToList();
        Assert.Equal(calls.Count, calls.Select(call => call.Operation.OperationId).Distinct().Count());
        foreach (var (path, method, operation) in calls)
        {
            var parameters = operation.Parameters ?? [];
            Assert.NotEmpty(operation.Summary!);
            Assert.NotEmpty(operation.Description!);
            var done = operation.Responses!.Where(response => response.Key[0] == '2').ToList();
            Assert.NotEmpty(done);
            Assert.All(
                done.SelectMany(response => response.Value.Content!.Values), content => Assert.NotNull(content.Schema));
            Assert.Equal(path.Count(c => c == '{'), parameters.Count(p => p.In == ParameterLocation.Path));
            Assert.All(parameters, parameter =>
            {
                Assert.NotEmpty(parameter.Description!);
                Assert.NotNull(parameter.Example);
                Assert.NotNull(parameter.Schema!.Type);
            });
            Assert.Equal(HasBody(method, path), operation.RequestBody is not null);
            Assert.Equal(path.StartsWith("/v1/", StringComparison.Ordinal), operation.Security is [_]);
            Assert.Equal(
                path is "/v1/users" or "/v1/transfers" && method == "POST",
                parameters.Any(parameter => parameter.Name == "Idempotency-Key" && parameter.Required));
        }
    }

    // What asks for nothing but itself has none; to erase somebody takes an explanation.
    private static bool HasBody(string method, string path) =>
        (method is "POST" or "PATCH" && !path.EndsWith("/erasure-codes", StringComparison.Ordinal)
            && !path.EndsWith("/consent", StringComparison.Ordinal))
        || path.EndsWith("/personal-data", StringComparison.Ordinal);

    [Fact]
    public async Task Every_field_has_a_type_a_description_and_an_example()
    {
        var (document, _) = await ReadAsync();
        foreach (var (name, schema) in document.Components!.Schemas!)
        {
            foreach (var (field, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                var place = $"{name}.{field}";

                // Another record, or that and null, which has its own description.
                var isEither = property.OneOf is { Count: > 0 };
                var isRecord = property is OpenApiSchemaReference || isEither;
                Assert.True(isEither || property.Description is { Length: > 0 }, place);
                Assert.True(isRecord || property.Type is not null, place);
                var isShown = property.Examples is { Count: > 0 } || property.Items is not null || field == "problem";
                Assert.True(isShown || isRecord, place);
            }

            Assert.Equal(name.StartsWith("New", StringComparison.Ordinal), !schema.AdditionalPropertiesAllowed);
        }
    }

    [Fact]
    public async Task Every_refusal_that_was_provoked_is_in_the_document()
    {
        var (document, _) = await ReadAsync();
        var calls = Operations(document).ToList();
        foreach (var wrong in WrongRequests.All)
        {
            var send = wrong.Send.Split(' ', 2);
            var path = send[1].Split('?')[0].Split('/');
            var call = calls.SingleOrDefault(call => call.Method == send[0] && Fits(call.Path.Split('/'), path));
            if (call.Operation is not null)
            {
                var status = wrong.Status.ToString(CultureInfo.InvariantCulture);
                Assert.True(call.Operation.Responses!.TryGetValue(status, out var response), $"{wrong}");
                Assert.Contains(wrong.Problem, response!.Content![ProblemAnswer.MediaType].Examples!.Keys);
            }
        }
    }

    [Fact]
    public async Task The_page_of_problems_explains_every_type_that_the_document_names()
    {
        var (document, _) = await ReadAsync();
        var page = await server.SendAsync("GET", "/docs/problems", options: new(""));
        Assert.Equal("text/html", page.MediaType);
        var named = Operations(document).SelectMany(call => call.Operation.Responses!.Values)
            .SelectMany(response => response.Content!)
            .Where(content => content.Key == ProblemAnswer.MediaType)
            .SelectMany(content => content.Value.Examples!.Keys).Distinct().ToList();
        Assert.NotEmpty(named);
        foreach (var name in named.Concat(ProblemCatalogue.All.Select(type => type.Name)))
        {
            Assert.Contains($"id=\"{name}\"", page.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_problem_type_has_a_name_of_its_own_and_advice()
    {
        Assert.Equal(
            ProblemCatalogue.All.Count, ProblemCatalogue.All.Select(type => type.Name).Distinct().Count());
        Assert.All(ProblemCatalogue.All, type =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", type.Name);
            Assert.InRange(type.Status, 400, 503);
            Assert.True(type.Status < 500 || (type.Status == 503 && type.MayBeRepeated));
            Assert.True(type.Advice.Length > 20 && type.Advice.EndsWith('.'));
        });
    }

    [Fact]
    public async Task The_reference_of_problems_has_every_type_with_its_status()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Domicile.slnx")))
        {
            folder = folder.Parent!;
        }

        var page = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "reference", "problems.md"));
        var rows = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|').Skip(1).Take(2).Select(cell => cell.Trim())));
        Assert.Equal(ProblemCatalogue.All.Select(type => $"`{type.Name}`|{type.Status}").Order(), rows.Order());
    }

    private static bool Fits(string[] template, string[] path) => template.Length == path.Length
        && template.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

    private static IEnumerable<(string Path, string Method, OpenApiOperation Operation)> Operations(
        OpenApiDocument document) => document.Paths.SelectMany(path => path.Value.Operations!.Select(operation =>
            (path.Key, operation.Key.Method.ToUpperInvariant(), operation.Value)));

    private async Task<(OpenApiDocument Document, JsonNode Json)> ReadAsync()
    {
        var answer = await server.SendAsync("GET", "/openapi/v1.json", options: new(""));
        var read = OpenApiDocument.Parse(answer.Body, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return (read.Document!, answer.Json);
    }
}
