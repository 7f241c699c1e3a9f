namespace Domicile.Ledger.Privacy.Erasure.Books;

/// <summary>What an erasure has to know of a book before it begins.</summary>
/// <param name="IsClosed">It takes part in nothing new already.</param>
/// <param name="IsNegative">Somebody is owed money by the user.</param>
internal sealed record BookStanding(bool IsClosed, bool IsNegative);
