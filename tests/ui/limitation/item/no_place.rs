use featherfall::limitation;

trait Kernel {
    #[limitation("slow")]
    fn run(&self);
}

fn main() {
    #[limitation("slow")]
    let x = 1;
    let _ = x;
}
