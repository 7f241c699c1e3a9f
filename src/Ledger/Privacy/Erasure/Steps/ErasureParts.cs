using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Notices;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Register;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>What the steps of an erasure work with. Lives as long as the ledger.</summary>
internal sealed record ErasureParts(ErasureOrders Orders, ErasureBooks Books, ErasureNotes Notes, TimeProvider Time)
{
    public required ErasureRegister Register { get; init; }

    public required ErasureNotices Notices { get; init; }

    public required ErasureApplication Application { get; init; }

    public required KeyErasure Keys { get; init; }

    /// <summary>Null where users sign in elsewhere: nothing of it is ours to remove.</summary>
    public required ISignIns? SignIns { get; init; }

    /// <summary>Null in a process that has no key to sign with: there no erasure is ever done.</summary>
    public required CertificateWriter? Certificates { get; init; }
}
