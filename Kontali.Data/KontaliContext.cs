using System.Linq.Expressions;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Kontali.Data.Vat;
using Kontali.Data.Verification;
using Kontali.Data.Vouchers;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Data;

/// <summary>
/// The hallway: it knows every room. A context lives for one interaction, on behalf of one <see cref="Actor"/>;
/// verbs are extensions on it that never save, doors open it, run a verb, save and commit.
/// </summary>
public sealed class KontaliContext(DbContextOptions<KontaliContext> options)
    : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Name of the filter that holds a context to its firm.</summary>
    public const string FirmFilter = "firm";

    /// <summary>Name of the filter that holds a person to the clients assigned to her.</summary>
    public const string AssignedFilter = "assigned";

    /// <summary>On whose behalf; set before the first query, by the factory.</summary>
    public Actor Actor { get; set; } = Actor.Nobody;

    /// <summary>The clock, UTC.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Why the changes are made, for the audit trail.</summary>
    public string? Reason { get; set; }

    /// <summary>The person on whose behalf, as the database knew her when this context first asked: a context lives no longer than one interaction.</summary>
    internal Self? Self { get; set; }

    /// <summary>Accounting firms.</summary>
    public DbSet<Tenant> Tenants => Set<Tenant>();

    /// <summary>Clients.</summary>
    public DbSet<Client> Clients => Set<Client>();

    /// <summary>Which clients are assigned to whom.</summary>
    public DbSet<ClientAccess> ClientAccess => Set<ClientAccess>();

    /// <summary>Keys for delivery by program.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Documents as they came.</summary>
    public DbSet<Document> Documents => Set<Document>();

    /// <summary>Where each received document stands.</summary>
    public DbSet<Arrival> Arrivals => Set<Arrival>();

    /// <summary>Charts of accounts.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Standard tax codes.</summary>
    public DbSet<VatCode> VatCodes => Set<VatCode>();

    /// <summary>VAT rates by date.</summary>
    public DbSet<VatRate> VatRates => Set<VatRate>();

    /// <summary>Periods.</summary>
    public DbSet<Period> Periods => Set<Period>();

    /// <summary>Who may post into a shut month, and until when.</summary>
    public DbSet<PeriodException> PeriodExceptions => Set<PeriodException>();

    /// <summary>Balances that were agreed.</summary>
    public DbSet<AccountReconciliation> AccountReconciliations => Set<AccountReconciliation>();

    /// <summary>Voucher counters.</summary>
    public DbSet<VoucherSeries> VoucherSeries => Set<VoucherSeries>();

    /// <summary>Vouchers.</summary>
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();

    /// <summary>Voucher lines.</summary>
    public DbSet<Posting> Postings => Set<Posting>();

    /// <summary>Sums per account and period.</summary>
    public DbSet<AccountBalance> Balances => Set<AccountBalance>();

    /// <summary>Vendors.</summary>
    public DbSet<Vendor> Vendors => Set<Vendor>();

    /// <summary>Vendors' invoices.</summary>
    public DbSet<VendorInvoice> Invoices => Set<VendorInvoice>();

    /// <summary>Where suppliers' values stand on their papers, as people taught.</summary>
    public DbSet<LayoutLesson> LayoutLessons => Set<LayoutLesson>();

    /// <summary>Documents that show an invoice that came by another.</summary>
    public DbSet<JoinedDocument> JoinedDocuments => Set<JoinedDocument>();

    /// <summary>Lines of vendors' subledgers that settle each other.</summary>
    public DbSet<LineMatch> Matches => Set<LineMatch>();

    /// <summary>Payment runs.</summary>
    public DbSet<PaymentRun> PaymentRuns => Set<PaymentRun>();

    /// <summary>Their orders.</summary>
    public DbSet<PaymentOrder> PaymentOrders => Set<PaymentOrder>();

    /// <summary>Their files.</summary>
    public DbSet<PaymentFile> PaymentFiles => Set<PaymentFile>();

    /// <summary>What banks told of.</summary>
    public DbSet<BankEntry> BankEntries => Set<BankEntry>();

    /// <summary>Which ledger accounts clients' bank accounts are.</summary>
    public DbSet<BankAccountSetting> BankAccountSettings => Set<BankAccountSetting>();

    /// <summary>Agents' decisions.</summary>
    public DbSet<AgentDecision> Decisions => Set<AgentDecision>();

    /// <summary>Learned patterns, one row a version.</summary>
    public DbSet<LearnedPattern> Patterns => Set<LearnedPattern>();

    /// <summary>What the memory was taught, in order.</summary>
    public DbSet<Lesson> Lessons => Set<Lesson>();

    /// <summary>What became of each suggestion.</summary>
    public DbSet<Outcome> Outcomes => Set<Outcome>();

    /// <summary>Which decision rested on which version of a pattern.</summary>
    public DbSet<PatternUse> PatternUses => Set<PatternUse>();

    /// <summary>Draws of what the agent posted.</summary>
    public DbSet<Sample> Samples => Set<Sample>();

    /// <summary>The nightly comparisons of the books with themselves.</summary>
    public DbSet<Reconciliation> Reconciliations => Set<Reconciliation>();

    /// <summary>The walks through the books.</summary>
    public DbSet<Proof> Proofs => Set<Proof>();

    /// <summary>What people must decide.</summary>
    public DbSet<ReviewItem> ReviewQueue => Set<ReviewItem>();

    /// <summary>What people corrected.</summary>
    public DbSet<Correction> Corrections => Set<Correction>();

    /// <summary>Lines of what waits for a person, as they are suggested.</summary>
    public DbSet<WaitingLine> WaitingLines => Set<WaitingLine>();

    /// <summary>Many vouchers corrected as one.</summary>
    public DbSet<CorrectionBatch> Batches => Set<CorrectionBatch>();

    /// <summary>The vouchers of such batches.</summary>
    public DbSet<BatchVoucher> BatchVouchers => Set<BatchVoucher>();

    /// <summary>Vouchers of days to come.</summary>
    public DbSet<ScheduledVoucher> ScheduledVouchers => Set<ScheduledVoucher>();

    /// <summary>Vouchers to begin from.</summary>
    public DbSet<VoucherTemplate> VoucherTemplates => Set<VoucherTemplate>();

    /// <summary>VAT returns that are filed.</summary>
    public DbSet<FiledReturn> FiledReturns => Set<FiledReturn>();

    /// <summary>Which return each voucher is counted in.</summary>
    public DbSet<CountedEntry> CountedEntries => Set<CountedEntry>();

    /// <summary>What is written on returns that are not filed yet.</summary>
    public DbSet<ReturnDraft> ReturnDrafts => Set<ReturnDraft>();

    /// <summary>Who has which item open.</summary>
    public DbSet<ReviewLease> ReviewLeases => Set<ReviewLease>();

    /// <summary>What people have written and not yet posted.</summary>
    public DbSet<ReviewDraft> ReviewDrafts => Set<ReviewDraft>();

    /// <summary>What people are writing about items and have not sent.</summary>
    public DbSet<UnsentWords> Unsent => Set<UnsentWords>();

    /// <summary>What was said about items.</summary>
    public DbSet<ReviewNote> ReviewNotes => Set<ReviewNote>();

    /// <summary>What people did and may take back.</summary>
    public DbSet<ReviewDeed> ReviewDeeds => Set<ReviewDeed>();

    /// <summary>Selections of the queue with a name.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>Questions to the advisor.</summary>
    public DbSet<AdvisorCall> AdvisorCalls => Set<AdvisorCall>();

    /// <summary>What it answered, line by line.</summary>
    public DbSet<AdvisorAnswer> AdvisorAnswers => Set<AdvisorAnswer>();

    /// <summary>What was used of each month's kroner for it.</summary>
    public DbSet<AdvisorMonth> AdvisorMonths => Set<AdvisorMonth>();

    /// <summary>Unfinished tasks.</summary>
    public DbSet<AgentTask> Tasks => Set<AgentTask>();

    /// <summary>Finished tasks.</summary>
    public DbSet<FinishedTask> FinishedTasks => Set<FinishedTask>();

    /// <summary>What happened.</summary>
    public DbSet<AgentEvent> Events => Set<AgentEvent>();

    /// <summary>What somebody is yet to be told.</summary>
    public DbSet<EventDelivery> Deliveries => Set<EventDelivery>();

    /// <summary>The audit trail.</summary>
    public DbSet<AuditEntry> AuditTrail => Set<AuditEntry>();

    /// <inheritdoc/>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The options every door shares: Npgsql for PostgreSQL 15 and up, snake_case, sessions that say who acts.</summary>
    public static DbContextOptions<KontaliContext> Options(string connectionString) =>
        ((DbContextOptionsBuilder<KontaliContext>)Configure(new DbContextOptionsBuilder<KontaliContext>(), connectionString)).Options;

    /// <inheritdoc cref="Options(string)"/>
    public static DbContextOptionsBuilder Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.SetPostgresVersion(15, 0).MigrationsHistoryTable("__EFMigrationsHistory", "public"))
        .UseSnakeCaseNamingConvention()
        .UseApplicationServiceProvider(IdentityStores)
        // Counting to a limit needs no order; lists have one, and their tests see it.
        .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning))
        .AddInterceptors(SessionActor.Instance);

    // Identity decides its tables by these options; where no host is running (tools, tests) nobody else provides them.
    private static readonly ServiceProvider IdentityStores = new ServiceCollection()
        .Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        FirmsMapping.Map(builder);
        TasksMapping.Map(builder);
        DocumentsMapping.Map(builder);
        LedgerMapping.Map(builder);
        InvoicesMapping.Map(builder);
        PaymentsMapping.Map(builder);
        VerificationMapping.Map(builder);
        BookingMapping.Map(builder);
        LearningMapping.Map(builder);
        ReviewMapping.Map(builder);
        TriageMapping.Map(builder);
        CorrectionsMapping.Map(builder);
        VouchersMapping.Map(builder);
        VatMapping.Map(builder);
        AgentsMapping.Map(builder);
        AuditMapping.Map(builder);
        builder.WriteEnumsAsWords();
        Search.Map(builder);
        foreach (var type in builder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.IsAssignableTo(typeof(IOfFirm))))
        {
            builder.Entity(type).HasQueryFilter(FirmFilter, For(type, nameof(InFirm)));
            if (type.IsAssignableTo(typeof(IOfClient))) builder.Entity(type).HasQueryFilter(AssignedFilter, For(type, nameof(Assigned)));
        }
        builder.Entity<Tenant>().HasQueryFilter(FirmFilter, t => t.Id == Actor.Firm);
        builder.Entity<Client>().HasQueryFilter(AssignedFilter, c => Actor.SeesAllClients || ClientAccess.Any(a => a.UserId == Actor.User && a.ClientId == c.Id));
    }

    private LambdaExpression For(Type type, string filter) => (LambdaExpression)typeof(KontaliContext)
        .GetMethod(filter, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
        .MakeGenericMethod(type).Invoke(this, null)!;

    private Expression<Func<T, bool>> InFirm<T>() where T : IOfFirm => row => row.TenantId == Actor.Firm;

    private Expression<Func<T, bool>> Assigned<T>() where T : IOfClient =>
        row => Actor.SeesAllClients || ClientAccess.IgnoreQueryFilters(new[] { AssignedFilter }).Any(a => a.UserId == Actor.User && a.ClientId == row.ClientId);

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Stamp();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Stamp();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    private void Stamp()
    {
        var now = Clock.Now();
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
        {
            if (entry.State == EntityState.Added && entry.Metadata.FindProperty("CreatedAt") is { } created && entry.Property(created).CurrentValue is DateTimeOffset { Ticks: 0 })
                entry.Property(created).CurrentValue = now;
            if (entry.Metadata.FindProperty("UpdatedAt") is { } updated) entry.Property(updated).CurrentValue = now;
        }
    }
}
