using System.Collections.Concurrent;
using Domicile.Ledger.Audit.Documents;

namespace Domicile.Ledger.Audit.Drawing;

/// <summary>
/// Draws documents on as many threads as ask, each with a set of loaded fonts of its own, which are kept for the next
/// one. Loads nothing before the first document. Lives as long as the process.
/// </summary>
public sealed class DocumentPens : IDisposable
{
    private readonly ConcurrentBag<TypeSetter> idle = [];

    /// <summary>The document as a PDF.</summary>
    /// <exception cref="DrawingUnavailableException">The machine lacks what draws.</exception>
    public byte[] Draw(DocumentContent content)
    {
        var setter = idle.TryTake(out var kept) ? kept : new TypeSetter();
        try
        {
            return DocumentSheet.Draw(setter, content);
        }
        finally
        {
            idle.Add(setter);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var setter))
        {
            setter.Dispose();
        }
    }
}
