using System.Text;
using Domicile.Ledger.Privacy.Export;
using Domicile.Ledger.Privacy.Export.Forms;

namespace Domicile.Ledger.Tests.Privacy.Export;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("rent", "rent")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"")]
    public void Text_is_quoted_as_the_rfc_says_and_is_never_a_formula(string text, string written) =>
        Assert.Equal($"{written}\r\n", Line(new ExportCell(ExportCellKind.Text, text)));

    [Fact]
    public void Amounts_below_zero_stay_numbers() =>
        Assert.Equal(
            "-5.00,-7,true,\r\n",
            Line(
                new ExportCell(ExportCellKind.Money, "-5.00"),
                new ExportCell(ExportCellKind.Number, "-7"),
                new ExportCell(ExportCellKind.Truth, "true"),
                ExportCell.None));

    private static string Line(params ExportCell[] cells)
    {
        var line = new StringBuilder();
        CsvText.Append(line, cells);
        return line.ToString();
    }
}
