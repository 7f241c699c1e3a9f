using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Domicile.House.Tests;

/// <summary>One file of the project, parsed at the first question. Immutable.</summary>
internal sealed class SourceFile(string path, string text, bool isExecutable)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);
    private readonly Lazy<CompilationUnitSyntax> syntax =
        new(() => CSharpSyntaxTree.ParseText(text, Options, path).GetCompilationUnitRoot());

    /// <summary>Below the project's root, with slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public bool IsExecutable { get; } = isExecutable;

    public string[] Lines { get; } = text.Split('\n');

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsSql => Path.EndsWith(".sql", StringComparison.Ordinal);

    public bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    public bool IsScript =>
        Path.EndsWith(".sh", StringComparison.Ordinal) || Text.StartsWith("#!", StringComparison.Ordinal);

    public bool IsCode => IsCSharp || IsSql || IsScript;

    public CompilationUnitSyntax Syntax => syntax.Value;

    public bool IsUnder(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            if (Path.StartsWith(folder + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public IEnumerable<T> Nodes<T>()
        where T : SyntaxNode => Syntax.DescendantNodes().OfType<T>();

    /// <summary>The types that stand in the file directly, not inside another type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopTypes() =>
        Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public Violation At(int line, string message) => new(Path, line, message);

    public Violation At(SyntaxNode node, string message) => At(node.Span, message);

    public Violation At(SyntaxToken token, string message) => At(token.Span, message);

    public Violation At(TextSpan span, string message) => At(LineOf(span.Start), message);

    /// <summary>The line of a place in the text, counted from 1.</summary>
    public int LineOf(int position) => Syntax.SyntaxTree.GetText().Lines.GetLinePosition(position).Line + 1;
}
