using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Kontali.Data.Vouchers;
using Kontali.Web.Review;

namespace Kontali.Web.Vouchers;

/// <summary>A line as it stands in the form.</summary>
public sealed class FormLine
{
    public string Account { get; set; } = "";
    public string VatCode { get; set; } = "";
    public decimal? Amount { get; set; }
    public string Text { get; set; } = "";
    public Guid? VendorId { get; set; }
    public string? Vendor { get; set; }

    /// <summary>Whether nobody has written anything in it but what the form itself put there.</summary>
    public bool IsEmpty => Account.Length == 0 && Text.Length == 0;
}

/// <summary>The form of a voucher by hand: what she writes, and what it will post. No screen, no database.</summary>
public sealed class VoucherForm(ClientBooks books)
{
    /// <summary>The lines; the last one is empty until she writes in it.</summary>
    public List<FormLine> Lines { get; } = [new()];

    public VoucherKind Kind { get; set; }
    public DateOnly DocumentDate { get; set; }
    public DateOnly AccountingDate { get; set; }
    public string Description { get; set; } = "";
    public Guid? DocumentId { get; set; }

    /// <summary>Lines with something in them.</summary>
    public IReadOnlyList<TypedLine> Typed => [.. Lines.Where(l => !l.IsEmpty).Select(l => new TypedLine(l.Account, l.VatCode.Length == 0 ? null : l.VatCode, l.Amount ?? 0, l.Text.Trim() is { Length: > 0 } said ? said : null, l.VendorId))];

    /// <summary>What the lines lack to balance.</summary>
    public decimal Rest => TypedLines.Rest(Typed);

    /// <summary>What it will be.</summary>
    public VoucherDraft Draft => new() { Kind = Kind, DocumentDate = DocumentDate, AccountingDate = AccountingDate, Description = Description, Lines = Typed, DocumentId = DocumentId };

    /// <summary>Gives a line an account; its usual code comes along where it has none yet.</summary>
    public void Code(FormLine line, string account)
    {
        line.Account = account;
        if (account != AccountNumber.Payables) (line.VendorId, line.Vendor) = (null, null);
        if (line.VatCode.Length > 0 || Kind == VoucherKind.Opening || !books.Rules.Accounts.TryGetValue(account, out var known)) return;
        if (known.DefaultVatCode is { } usual && books.Rules.VatCodes.TryGetValue(usual, out var code) && (code.DeductionAccount is null || books.Rules.Deducts(account))) line.VatCode = usual;
    }

    /// <summary>The line after this one: made where there is none, with what is lacking.</summary>
    public FormLine After(FormLine line)
    {
        var next = Lines.IndexOf(line) + 1;
        if (next == Lines.Count) Lines.Add(new() { Amount = Rest == 0 ? null : Rest });
        return Lines[next];
    }

    /// <summary>Takes a line out; one always stands.</summary>
    public void Remove(FormLine line)
    {
        Lines.Remove(line);
        if (Lines.Count == 0) Lines.Add(new());
    }

    /// <summary>Begins from another voucher's lines.</summary>
    public void Fill(VoucherDraft draft, Func<Guid, string?> vendor)
    {
        (Kind, Description) = (draft.Kind, draft.Description);
        Lines.Clear();
        Lines.AddRange(draft.Lines.Select(l => new FormLine { Account = l.Account, VatCode = l.VatCode ?? "", Amount = l.Amount, Text = l.Text ?? "", VendorId = l.VendorId, Vendor = l.VendorId is { } id ? vendor(id) : null }));
        if (Lines.Count == 0) Lines.Add(new());
    }

    /// <summary>Exactly the postings that posting will post.</summary>
    public Preview Preview()
    {
        if (Typed.Count == 0) return new([], Phrase.Of($"Skriv den første linjen: konto, mva-kode og beløp."));
        if (books.StateOn(AccountingDate) != PeriodState.Open) return new([], Phrase.Of($"Perioden {Period.Of(AccountingDate)} er ikke åpen for bokføring. Velg en dato fra {books.OpenFrom(AccountingDate):dd.MM.yyyy}."));
        try
        {
            return new(new Voucher(books.Rules.Client.TenantId, books.Rules.Client.Id, TypedLines.Postings(Draft, books.Rules)) { PostingKey = default, DocumentDate = DocumentDate, AccountingDate = AccountingDate, Description = "" }.Lines, null);
        }
        catch (BrokenRule broken)
        {
            return new([], broken.Phrase);
        }
    }
}
