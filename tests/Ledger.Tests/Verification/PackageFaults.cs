namespace Domicile.Ledger.Tests.Verification;

/// <summary>Faults of packages for institutions and of the documents in them.</summary>
internal static class PackageFaults
{
    /// <summary>One good package of one document, and the root that a second one would follow.</summary>
    private const string One =
        """
        insert into ledger.audit_institution values ('tax', 1, sha256('one'));
        insert into ledger.audit_package (institution, package_number, state, cut_at, document_count, previous_root,
            root, head, signature, object_key, retain_until, last_retain_until, next_try_at)
        select 'tax', 1, 'stored', now(), 1, decode(repeat('00', 32), 'hex'), sha256('one'),
            convert_to(json_build_object('institution', 'tax', 'number', 1, 'documentCount', 1,
                'previousRoot', repeat('00', 32), 'root', encode(sha256('one'), 'hex'))::text, 'utf8'),
            'x', 'packages/tax/1.zip', '2036-12-31', '2036-12-31', now();
        insert into ledger.audit_document values
            ('tax', 0, '01a201a9-7ffa-7d83-a6c2-889550863381', 1, 0, sha256('one'), 'documents/1');
        """;

    public static IReadOnlyList<PlantedFault> All { get; } =
    [
        Chain("tax, package 2", "update ledger.audit_institution set last_number = 2"),
        Chain("tax, package 1", "update ledger.audit_institution set last_root = sha256('two')"),
        Chain("tax, package 1", "update ledger.audit_package set previous_root = sha256('zero')"),
        Chain(
            "tax, package 2",
            """
            alter table ledger.audit_document drop constraint audit_document_institution_package_number_fkey;
            update ledger.audit_package set package_number = 2;
            update ledger.audit_document set package_number = 2;
            update ledger.audit_institution set last_number = 2
            """),
        Chain(
            "tax, package 1",
            "update ledger.audit_package "
            + "set head = convert_to(replace(convert_from(head, 'utf8'), '\"tax\"', '\"vat\"'), 'utf8')"),
        Whole("update ledger.audit_document set leaf = sha256('another')"),
        Whole("delete from ledger.audit_document"),
        Whole("update ledger.audit_document set place = 1"),
        new(
            "eu/s1 documents-packaged",
            "eu/s1",
            "user 0, transfer 01a201a9-7ffa-7d83-a6c2-889550863382",
            """
            insert into ledger.document (user_number, transfer_id, posting_number, object_key, ciphertext_hash,
                ciphertext_size, key_id, retain_until, epoch)
            values (0, '01a201a9-7ffa-7d83-a6c2-889550863382', 1, 'documents/1', sha256('one'), 1,
                'documents-2036-12', '2036-12-31', 0)
            """),
    ];

    private static PlantedFault Chain(string row, string sql) =>
        new("eu/register packages-chain", "eu/register", row, $"{One} {sql}");

    private static PlantedFault Whole(string sql) =>
        new("eu/register packages-whole", "eu/register", "tax, package 1", $"{One} {sql}");
}
